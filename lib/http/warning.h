/* warning.h - the Warning header (RFC 7234, section 5.5), as apimachinery reads it. */
#ifndef KUBEC_HTTP_WARNING_H
#define KUBEC_HTTP_WARNING_H

#include "base/strv.h"

/* Adds the texts of the warnings with code 299 in one header's value to out. A malformed warning ends the header. */
void warning_parse(const char *value, struct strv *out);

#endif
