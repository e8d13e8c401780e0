/* cp.h - what the halves of "cp" share. */
#ifndef KUBEC_CMD_CP_H
#define KUBEC_CMD_CP_H

#include "cli/command.h"
#include "stream/container.h"

struct cp_spec {
    char *ns, *pod, *file; /* ns, pod: NULL for a local one */
};

struct cp {
    struct {
        const char *container;
        bool no_preserve;
        int64_t retries;
    } in;
    struct strv args;
    const char *ns; /* borrowed from the session */
    /* while it runs */
    struct cmd_ctx *ctx;
    struct cp_spec from, to;
    struct container_stream stream; /* the container */
    int64_t shown_ns;               /* when progress was last shown; 0: never */
};

/* Without one "/" at the end ("/" stays); the caller frees. */
char *cp_strip(const char *path);
/* The same of a path in a container, where every "\" counts as "/". */
char *cp_remote_path(const char *path);
/* Runs a command of the container; io says what is connected. */
struct err *cp_exec(struct cp *o, const struct strv *command, bool in, struct remote_io *io) ERR_MUST_USE;
/* True if the error says that the container has no such program. */
bool cp_no_program(const struct err *e);
/* Shows on a terminal how far a file is; cp_progress_end removes the line. */
void cp_progress(struct cp *o, const char *name, uint64_t done, uint64_t size);
void cp_progress_end(struct cp *o);
/* Prints what a program in the container says beside the data; on a terminal nothing that it would obey. */
void cp_say(struct cp *o, bool out, const char *bytes, size_t n);

struct err *cp_to_pod(struct cp *o) ERR_MUST_USE;
struct err *cp_from_pod(struct cp *o) ERR_MUST_USE;

#endif
