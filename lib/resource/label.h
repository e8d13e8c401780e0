/* label.h - what a label's key and value may be (apimachinery's api/validate/content). */
#ifndef KUBEC_RESOURCE_LABEL_H
#define KUBEC_RESOURCE_LABEL_H

#include "base/buf.h"

#include <stdbool.h>

/* Appends what is wrong with a label's key, in the API server's words, several joined by "; "; true if it is right. */
bool label_key_check(const char *key, struct buf *why);
/* The same for a value. */
bool label_value_check(const char *value, struct buf *why);
/* True for a DNS subdomain (IsDNS1123Subdomain): at most 253 bytes, labels of a-z, 0-9 and "-" joined by dots. */
bool name_is_subdomain(const char *s);

#endif
