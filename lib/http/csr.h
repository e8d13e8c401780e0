/* csr.h - what a certificate signing request (RFC 2986, in PEM) asks for.
 *
 * It is read by OpenSSL's libcrypto, which is loaded when it is asked for.
 */
#ifndef KUBEC_HTTP_CSR_H
#define KUBEC_HTTP_CSR_H

#include "base/err.h"
#include "base/strv.h"

#include <stddef.h>

/* The parts of the subject (of those that occur once the last one) and the alternative names. */
struct csr {
    char *common_name, *serial_number; /* "" when absent */
    struct strv organizations, units, countries, localities, provinces, streets, postal_codes;
    struct strv dns, emails, uris, addresses;
};
/* Reads n bytes of PEM. The error is Go's for another block than CERTIFICATE REQUEST: "PEM block type must be
 * CERTIFICATE REQUEST". Release in any case. */
struct err *csr_read(const char *pem, size_t n, struct csr *out) ERR_MUST_USE;
void csr_release(struct csr *c);

#endif
