/* gotemplate_exec.h - what the execution of Go templates and its functions share. */
#ifndef KUBEC_PRINT_GOTEMPLATE_EXEC_H
#define KUBEC_PRINT_GOTEMPLATE_EXEC_H

#include "base/err.h"
#include "base/strv.h"
#include "print/govalue.h"

/* What the parameters of a function take. */
enum gt_param {
    GT_PARAM_VALUE, /* reflect.Value: anything as it is */
    GT_PARAM_ANY,   /* interface{}: no value becomes nil */
    GT_PARAM_STRING
};

/* The strings that functions make live until the execution ends. */
struct gt_memory {
    char **v;
    size_t n, bytes;
};

struct gt_function {
    const char *name;
    size_t fixed; /* parameters before the variadic one */
    bool variadic;
    enum gt_param first, rest;
    /* The error is the function's own words. NULL: and, or, call, which are not called with values alone. */
    struct err *(*call)(struct gt_memory *m, const char *name, struct go_value *args, size_t n, struct go_value *out);
};

/* The function of this name, or NULL. */
const struct gt_function *gt_function_find(const char *name);
/* text/template's idea of truth. */
bool gt_truth(const struct go_value *v);
/* Frees all strings. */
void gt_memory_release(struct gt_memory *m);

#endif
