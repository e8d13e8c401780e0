/* klog.h - lines in the form of Kubernetes' logger: "W0102 15:04:05.000000   12345 helpers.go:714] text". */
#ifndef KUBEC_BASE_KLOG_H
#define KUBEC_BASE_KLOG_H

#include "base/err.h"

#include <stdio.h>

/* Prints one line to `to`. severity is 'I', 'W', 'E' or 'F'; source is the "file.go:line" that kubectl would name.
 * Local time. */
void klog_print(FILE *to, char severity, const char *source, const char *fmt, ...) PRINTF_LIKE(4, 5);

#endif
