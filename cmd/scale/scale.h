/* scale.h - the parts of "scale". */
#ifndef KUBEC_CMD_SCALE_SCALE_H
#define KUBEC_CMD_SCALE_SCALE_H

#include "base/clock.h"
#include "cli/opts.h"
#include "print/print.h"
#include "resource/live.h"

struct scale {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        struct opt_print print;
        struct opt_record record;
        const char *resource_version;
        int64_t replicas, current_replicas;
        struct duration timeout;
        bool all;
    } in;
    struct cmd_ctx *ctx;
    enum dry_run dry_run;
    struct printer printer;
    const char *ns;
    bool enforce_ns;
    struct strv args;
};

/* Scales all objects, each by requests on its scale subresource, many at once; prints them in order. */
struct err *scale_all(struct scale *o, struct live_objects *objects) ERR_MUST_USE;
/* Sets spec.replicas where the type is known to have it: kubectl prints the object so, as it was read else. */
void scale_set_replicas(cJSON *object, int64_t replicas);
/* Prints one object. */
struct err *scale_print(struct scale *o, const cJSON *object) ERR_MUST_USE;

#endif
