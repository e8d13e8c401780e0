/* curl_lib.h - libcurl, opened at run time.
 *
 * Debian's libcurl brings some thirty shared libraries with it: linked, they would cost every start of the program
 * several milliseconds. So it is opened by the first command that talks to a server, and called through this table.
 */
#ifndef KUBEC_HTTP_CURL_LIB_H
#define KUBEC_HTTP_CURL_LIB_H

#include "base/err.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* Every function that kubec uses, by its name without "curl_". */
#define CURL_LIB_FUNCTIONS(X)                                                                                          \
    X(global_init)                                                                                                     \
    X(version_info)                                                                                                    \
    X(easy_init)                                                                                                       \
    X(easy_cleanup)                                                                                                    \
    X(easy_setopt)                                                                                                     \
    X(easy_perform)                                                                                                    \
    X(easy_send)                                                                                                       \
    X(easy_recv)                                                                                                       \
    X(easy_getinfo)                                                                                                    \
    X(easy_strerror)                                                                                                   \
    X(slist_append)                                                                                                    \
    X(slist_free_all)                                                                                                  \
    X(multi_init)                                                                                                      \
    X(multi_cleanup)                                                                                                   \
    X(multi_setopt)                                                                                                    \
    X(multi_add_handle)                                                                                                \
    X(multi_remove_handle)                                                                                             \
    X(multi_socket_action)                                                                                             \
    X(multi_info_read)

struct curl_lib {
#define X(name) __typeof__(&curl_##name) name;
    CURL_LIB_FUNCTIONS(X)
#undef X
};

/* Opens libcurl (once a process; later calls give the same table, which lives until the end) and checks that it is 7.85
 * or newer with TLS. The error names what is missing. Not for use from several threads. */
struct err *curl_lib_open(const struct curl_lib **out) ERR_MUST_USE;

#endif
