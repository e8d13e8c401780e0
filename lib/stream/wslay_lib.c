/* wslay_lib.c - libwslay, opened at run time. */
#include "stream/wslay_lib.h"

#include <dlfcn.h>
#include <string.h>

struct symbol {
    const char *name;
    size_t offset;
};

static const struct symbol symbols[] = {
#define X(name) {"wslay_frame_" #name, offsetof(struct wslay_lib, name)},
    WSLAY_FUNCTIONS(X)
#undef X
};

static struct err *load(struct wslay_lib *lib)
{
    void *so = dlopen("libwslay.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (so == NULL)
        return err_new("libwslay is needed for streams from a container and could not be loaded: %s", dlerror());
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        void *address = dlsym(so, symbols[i].name);
        if (address == NULL)
            return err_new("the installed libwslay has no %s", symbols[i].name);
        memcpy((char *)lib + symbols[i].offset, &address, sizeof address);
    }
    return NULL;
}

struct err *wslay_lib_open(const struct wslay_lib **out)
{
    static struct wslay_lib lib; /* the library's own state is one per process, so its table is too */
    static bool loaded;
    if (!loaded) {
        struct err *e = load(&lib);
        if (e != NULL)
            return e;
        loaded = true;
    }
    *out = &lib;
    return NULL;
}
