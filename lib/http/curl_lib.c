/* curl_lib.c - libcurl, opened at run time. */
#include "http/curl_lib.h"

#include "base/library.h"

#include <dlfcn.h>

#define CURL_VERSION_MIN 0x075500 /* 7.85.0 */

static const struct library_symbol symbols[] = {
#define X(name) {"curl_" #name, offsetof(struct curl_lib, name)},
    CURL_LIB_FUNCTIONS(X)
#undef X
};

static struct err *load(struct curl_lib *lib)
{
    struct err *e =
        library_open("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL, symbols, sizeof symbols / sizeof symbols[0], lib);
    if (e != NULL)
        return err_wrap(e, "libcurl is needed to talk to a server");
    const curl_version_info_data *v = lib->version_info(CURLVERSION_NOW);
    if (v->version_num < CURL_VERSION_MIN)
        return err_new("the installed libcurl is too old: %s (7.85.0 or newer is needed)", v->version);
    if ((v->features & CURL_VERSION_SSL) == 0)
        return err_new("the installed libcurl has no TLS");
    if (lib->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_new("libcurl could not be started");
    return NULL;
}

struct err *curl_lib_open(const struct curl_lib **out)
{
    /* The library's own state is one per process, so its table is too. */
    static struct curl_lib lib;
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
