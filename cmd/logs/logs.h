/* logs.h - the parts of "logs": which streams there are (choose.c), what becomes of their lines (line.c), and how they
 * are read (follow.c). */
#ifndef KUBEC_CMD_LOGS_LOGS_H
#define KUBEC_CMD_LOGS_LOGS_H

#include "api/gvk.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/strv.h"
#include "cli/command.h"
#include "http/http.h"

#include <cjson/cJSON.h>
#include <regex.h>
#include <stdbool.h>
#include <stdint.h>

struct gotemplate;
struct watch;

/* Expressions of --include and --exclude. */
struct log_filter {
    regex_t *v;
    size_t n;
};

/* Where in a log a stream is. The server's sinceTime has whole seconds, so that a log that is taken up again begins
 * with lines that were shown already: as many as came in the second of the latest time, all of them not after it. */
struct log_place {
    int64_t latest;     /* nanoseconds since 1970; 0: no line with a time yet */
    size_t in_second;   /* lines at or behind the second of `latest` */
    size_t skip;        /* lines still to be left out */
    int64_t skip_until; /* … as long as they are not later */
    bool fresh;         /* a new line came since the stream was (re)opened */
};

/* One container's log. */
struct log_stream {
    struct logs *owner;
    char *ns, *pod, *container;
    char *id;     /* of the container whose log it is, as far as known; else NULL */
    char *now_id; /* --new-pods: of the container that runs by what the watch told last; NULL: none runs */
    char *head;   /* before each line; "" */
    struct log_place place;
    struct buf part; /* a line whose end has not come */
    bool mid;        /* the beginning of the line is out already (it is very long) */
    struct buf held; /* lines whose turn has not come */
    struct http_request *request;
    bool started, ended, checking;
    bool from_start; /* it came later: the whole log is wanted */
    bool again;      /* it was cut off and is taken up again */
    int tries;       /* without a new line */
    int64_t opened;
    int64_t wake;     /* when to try again; 0: not waiting */
    int64_t deadline; /* of the trying */
    struct err *err;
};

/* The verb's state; `in` is written by the parser. */
struct logs {
    struct {
        bool all_pods, all_containers, follow, timestamps, previous, ignore_errors, insecure, prefix, new_pods;
        int64_t limit_bytes, tail, max_requests;
        const char *since_time, *container, *selector, *match, *head;
        struct duration since, pod_timeout;
        struct strv include, exclude;
    } in;
    struct cmd_ctx *ctx;
    const char *ns;
    const char *arg;                  /* POD or TYPE/NAME; NULL with a selector */
    const char *container;            /* --container, or the second argument */
    int64_t tail;                     /* -1: all */
    char *since_text, *since_seconds; /* sinceTime and sinceSeconds of the request, or NULL */
    cJSON *object;                    /* what was named: a pod, a list of pods, a workload */
    const struct api_resource *resource, *pods;
    struct gotemplate *template;
    regex_t match;
    struct log_filter include, exclude;
    char *watch_selector, *watch_version; /* of --new-pods */
    const char *watch_name;
    struct watch *watch;
    int64_t watch_wake;

    struct log_stream **streams;
    size_t n, turn; /* turn: whose lines go out, when one comes after the other */
    struct http_client *http;
    int64_t request_timeout;
    struct err *err; /* that ended it all */

    bool inline_container, has_match, colour;
    bool stamped;  /* times are asked for, to find the place again */
    bool resume;   /* a log that breaks off is taken up again */
    bool parallel; /* lines go out as they come */
    bool stop;     /* it is over */
};

/* ---- choose.c ---- */

/* Reads what the arguments or the selector name into o->object; says so when there is nothing. */
struct err *logs_find(struct logs *o) ERR_MUST_USE;
/* Makes the streams of o->object. The messages and errors are those of polymorphichelpers.logsForObject. */
struct err *logs_choose(struct logs *o) ERR_MUST_USE;
/* Adds the streams of a pod that came later, or of its containers that were started again; `removed` says that it is
 * gone. */
void logs_note_pod(struct logs *o, const cJSON *pod, bool removed);
/* The status of a container in a pod, or NULL. Borrowed. */
const cJSON *logs_container_status(const cJSON *pod, const char *container);
/* Makes ready to read the log of the container that runs now (now_id). */
void logs_restart(struct log_stream *s);
void logs_stream_free(struct log_stream *s);

/* ---- line.c ---- */

/* Compiles expressions; the error names the flag. */
struct err *logs_filter(const struct strv *texts, const char *flag, struct log_filter *out) ERR_MUST_USE;
struct err *logs_regex(const char *text, const char *flag, regex_t *out) ERR_MUST_USE;
void logs_filter_release(struct log_filter *f);
/* What stands before each line of a stream; the caller's. */
struct err *logs_head(const struct logs *o, const cJSON *pod, const char *container, char **out) ERR_MUST_USE;
/* Takes bytes of a stream; whole lines go out. */
void logs_take(struct log_stream *s, const char *bytes, size_t n);
/* The stream ended: what has no newline goes out too. */
void logs_take_end(struct log_stream *s);
/* Writes bytes in the stream's name, or keeps them until its turn. */
void logs_put(struct log_stream *s, const char *bytes, size_t n);

/* ---- follow.c ---- */

/* Reads all streams, and with --new-pods those that come. */
struct err *logs_read(struct logs *o) ERR_MUST_USE;

#endif
