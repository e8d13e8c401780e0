/* klog.c - lines in the form of Kubernetes' logger. */
#include "base/klog.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void klog_print(FILE *to, char severity, const char *source, const char *fmt, ...)
{
    int64_t now = clock_now_ns();
    time_t seconds = (time_t)(now / NS_PER_S);
    struct tm tm;
    va_list ap;
    char *text = NULL;

    va_start(ap, fmt);
    text = xvasprintf(fmt, ap);
    va_end(ap);
    localtime_r(&seconds, &tm);
    fprintf(to, "%c%02d%02d %02d:%02d:%02d.%06d %7d %s] %s\n", severity, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
            tm.tm_min, tm.tm_sec, (int)(now % NS_PER_S / 1000), (int)getpid(), source, text);
    free(text);
}
