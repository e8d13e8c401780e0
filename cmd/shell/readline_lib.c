/* readline_lib.c - GNU readline, opened at run time. */
#include "shell/readline_lib.h"

#include "base/library.h"

#include <dlfcn.h>
#include <stdbool.h>

static const struct library_symbol symbols[] = {
#define X(name) {#name, offsetof(struct readline_lib, name)},
    READLINE_SYMBOLS(X)
#undef X
};

struct err *readline_lib_open(const struct readline_lib **out)
{
    /* The library's state is one per process, so its table is too. */
    static struct readline_lib lib;
    static bool loaded;
    if (!loaded) {
        struct err *e =
            library_open("libreadline.so.8", RTLD_NOW | RTLD_LOCAL, symbols, sizeof symbols / sizeof symbols[0], &lib);
        if (e != NULL)
            return e;
        loaded = true;
    }
    *out = &lib;
    return NULL;
}
