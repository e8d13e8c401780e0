/* library.c - shared libraries opened at run time. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

struct err *library_open(const char *file, int flags, const struct library_symbol *symbols, size_t n, void *table)
{
    void *so = dlopen(file, flags);
    if (so == NULL) {
        const char *why = dlerror();
        return err_new("%s", why != NULL ? why : file);
    }
    for (size_t i = 0; i < n; i++) {
        void *address = dlsym(so, symbols[i].name);
        if (address == NULL) {
            dlclose(so);
            return err_new("the installed %s has no %s", file, symbols[i].name);
        }
        memcpy((char *)table + symbols[i].offset, &address, sizeof address);
    }
    return NULL;
}
