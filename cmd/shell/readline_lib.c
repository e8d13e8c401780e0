/* readline_lib.c - GNU readline, opened at run time. */
#include "shell/readline_lib.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct symbol {
    const char *name;
    size_t offset;
};

static const struct symbol symbols[] = {
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
        void *so = dlopen("libreadline.so.8", RTLD_NOW | RTLD_LOCAL);
        if (so == NULL)
            return err_new("%s", dlerror());
        for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
            void *address = dlsym(so, symbols[i].name);
            if (address == NULL)
                return err_new("libreadline.so.8 has no %s", symbols[i].name);
            memcpy((char *)&lib + symbols[i].offset, &address, sizeof address);
        }
        loaded = true;
    }
    *out = &lib;
    return NULL;
}
