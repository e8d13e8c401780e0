/* wslay_lib.c - libwslay, opened at run time. */
#include "stream/wslay_lib.h"

#include "base/library.h"

#include <dlfcn.h>

static const struct library_symbol symbols[] = {
#define X(name) {"wslay_frame_" #name, offsetof(struct wslay_lib, name)},
    WSLAY_FUNCTIONS(X)
#undef X
};

struct err *wslay_lib_open(const struct wslay_lib **out)
{
    static struct wslay_lib lib; /* the library's own state is one per process, so its table is too */
    static bool loaded;
    if (!loaded) {
        struct err *e =
            library_open("libwslay.so.1", RTLD_LAZY | RTLD_LOCAL, symbols, sizeof symbols / sizeof symbols[0], &lib);
        if (e != NULL)
            return err_wrap(e, "libwslay is needed for streams from a container");
        loaded = true;
    }
    *out = &lib;
    return NULL;
}
