/* keypair.h - a certificate and its private key, checked as Go's tls.X509KeyPair checks them, in Go's words.
 *
 * Sources of the rules: RFC 7468 (PEM), Go's encoding/pem and crypto/tls. The keys are read and compared by OpenSSL's
 * libcrypto, which is loaded when it is asked for.
 */
#ifndef KUBEC_HTTP_KEYPAIR_H
#define KUBEC_HTTP_KEYPAIR_H

#include "base/err.h"

#include <stddef.h>

/* NULL if the first CERTIFICATE block of `cert` and the first block "… PRIVATE KEY" of `key` (PEM) belong together. */
struct err *keypair_check(const char *cert, size_t cert_len, const char *key, size_t key_len) ERR_MUST_USE;

#endif
