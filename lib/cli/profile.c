/* profile.c - --profile: where the time and memory of one run went. */
#include "cli/profile.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int64_t cpu_now_ns(const struct rusage *u)
{
    return ((int64_t)u->ru_utime.tv_sec + u->ru_stime.tv_sec) * NS_PER_S +
           ((int64_t)u->ru_utime.tv_usec + u->ru_stime.tv_usec) * 1000;
}

static struct err *write_file(const struct profile *p, const struct buf *text)
{
    FILE *f = fopen(p->path, "we");
    bool ok = f && fwrite(text->data, 1, text->len, f) == text->len;
    int errnum = errno;

    if (f && fclose(f) != 0) {
        ok = false;
        errnum = errno;
    }
    if (!ok) {
        char *reason = file_errno_text(errnum);
        struct err *e = err_new("open %s: %s", p->path, reason);

        free(reason);
        return e;
    }
    return NULL;
}

struct err *profile_start(struct profile *p, const struct global_opts *g)
{
    static const char *const names[] = {"cpu",          "heap",  "allocs", "goroutine",
                                        "threadcreate", "block", "mutex",  "trace"};
    struct rusage usage;
    bool known = false;

    *p = (struct profile){0};
    if (!g->profile || strcmp(g->profile, "none") == 0)
        return NULL;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        known = known || strcmp(g->profile, names[i]) == 0;
    if (!known)
        return err_new("unknown profile '%s'", g->profile);
    p->name = g->profile;
    p->path = g->profile_output;
    getrusage(RUSAGE_SELF, &usage);
    p->start_ns = p->began_ns = clock_mono_ns();
    p->start_cpu_ns = p->cpu_ns = cpu_now_ns(&usage);
    if (strcmp(p->name, "cpu") == 0 || strcmp(p->name, "trace") == 0) {
        struct buf empty = buf_new();

        return write_file(p, &empty);
    }
    return NULL;
}

void profile_mark(struct profile *p, const char *step)
{
    struct rusage usage;
    int64_t now = 0, cpu = 0;

    if (!p->name || p->nsteps == PROFILE_STEPS)
        return;
    getrusage(RUSAGE_SELF, &usage);
    now = clock_mono_ns();
    cpu = cpu_now_ns(&usage);
    p->steps[p->nsteps].name = step;
    p->steps[p->nsteps].wall_ns = now - p->began_ns;
    p->steps[p->nsteps++].cpu_ns = cpu - p->cpu_ns;
    p->began_ns = now;
    p->cpu_ns = cpu;
}

static double ms(int64_t ns)
{
    return (double)ns / 1e6;
}

struct err *profile_finish(struct profile *p)
{
    struct buf text = buf_new();
    struct rusage u;
    struct err *e = NULL;

    if (!p->name)
        return NULL;
    getrusage(RUSAGE_SELF, &u);
    buf_addf(&text, "kubec profile (%s); times in milliseconds\n\n%-10s %12s %12s\n", p->name, "step", "wall", "cpu");
    for (int i = 0; i < p->nsteps; i++)
        buf_addf(&text, "%-10s %12.3f %12.3f\n", p->steps[i].name, ms(p->steps[i].wall_ns), ms(p->steps[i].cpu_ns));
    buf_addf(&text, "%-10s %12.3f %12.3f\n\n", "total", ms(clock_mono_ns() - p->start_ns),
             ms(cpu_now_ns(&u) - p->start_cpu_ns));
    buf_addf(&text, "user %.3f\nsystem %.3f\n", (double)u.ru_utime.tv_sec * 1e3 + (double)u.ru_utime.tv_usec / 1e3,
             (double)u.ru_stime.tv_sec * 1e3 + (double)u.ru_stime.tv_usec / 1e3);
    buf_addf(&text, "peak memory KiB %ld\npage faults %ld without and %ld with reading\n", u.ru_maxrss, u.ru_minflt,
             u.ru_majflt);
    buf_addf(&text, "context switches %ld voluntary and %ld forced\n", u.ru_nvcsw, u.ru_nivcsw);
    e = write_file(p, &text);
    buf_release(&text);
    p->name = NULL;
    return e;
}
