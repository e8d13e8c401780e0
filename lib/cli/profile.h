/* profile.h - --profile: where the time and memory of one run went. */
#ifndef KUBEC_CLI_PROFILE_H
#define KUBEC_CLI_PROFILE_H

#include "base/err.h"
#include "cli/global.h"

#include <stdint.h>

#define PROFILE_STEPS 8

struct profile {
    const char *name, *path;  /* borrowed; name NULL: off */
    int64_t began_ns, cpu_ns; /* at the last mark */
    int64_t start_ns, start_cpu_ns;
    struct {
        const char *name;
        int64_t wall_ns, cpu_ns;
    } steps[PROFILE_STEPS];
    int nsteps;
};

/* Starts the profile that g asks for, if any. Unknown names give kubectl's `unknown profile 'x'`; cpu and trace create
 * the file now, as kubectl does, so that a wrong path stops the run before it did anything. */
struct err *profile_start(struct profile *p, const struct global_opts *g) ERR_MUST_USE;
/* Ends a step of the run that has this name (a literal). */
void profile_mark(struct profile *p, const char *step);
/* Writes the file. */
struct err *profile_finish(struct profile *p) ERR_MUST_USE;

#endif
