/* wait.h - the parts of "wait". */
#ifndef KUBEC_CMD_WAIT_WAIT_H
#define KUBEC_CMD_WAIT_WAIT_H

#include "base/strv.h"
#include "cli/command.h"
#include "print/jsonpath.h"
#include "print/print.h"
#include "resource/live.h"

enum wait_kind { WAIT_DELETE, WAIT_CREATE, WAIT_CONDITION, WAIT_JSONPATH };

/* One --for. */
struct wait_condition {
    enum wait_kind kind;
    char *name, *value; /* CONDITION: type and status; JSONPATH: value, NULL for any */
    struct jsonpath *path;
};
struct wait_conditions {
    struct wait_condition *v;
    size_t n;
};
/* Reads the words of --for. The errors are kubectl's: `unrecognized condition: "x"` … */
struct err *wait_conditions_parse(const struct strv *words, struct wait_conditions *out) ERR_MUST_USE;
void wait_conditions_release(struct wait_conditions *c);
bool wait_conditions_have(const struct wait_conditions *c, enum wait_kind kind);
/* Whether an object that exists meets a CONDITION or JSONPATH. The errors are kubectl's: `given jsonpath expression
 * matches more than one value` … */
struct err *wait_condition_check(const struct wait_condition *c, const cJSON *object, bool *met) ERR_MUST_USE;

/* What to wait for. */
struct waiting {
    struct cmd_ctx *ctx;
    struct live *live;
    const struct wait_conditions *conditions;
    struct printer *printer;
    int64_t deadline; /* clock_mono_ns */
    bool once;        /* --timeout=0: look, do not wait */
};
/* Waits for all objects side by side; prints each in its turn when it meets the conditions. */
struct err *wait_for_all(struct waiting *w) ERR_MUST_USE;

#endif
