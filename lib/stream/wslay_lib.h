/* wslay_lib.h - libwslay's frames, opened at run time: few commands need them, and every start would pay. */
#ifndef KUBEC_STREAM_WSLAY_LIB_H
#define KUBEC_STREAM_WSLAY_LIB_H

#include "base/err.h"

#include <wslay/wslay.h>

/* Every function that kubec uses, by its name without "wslay_frame_". */
#define WSLAY_FUNCTIONS(X)                                                                                             \
    X(context_init)                                                                                                    \
    X(context_free)                                                                                                    \
    X(send)                                                                                                            \
    X(recv)

struct wslay_lib {
#define X(name) __typeof__(&wslay_frame_##name) name;
    WSLAY_FUNCTIONS(X)
#undef X
};

/* Opens the library (once a process; the table lives until the end). Not for use from several threads. */
struct err *wslay_lib_open(const struct wslay_lib **out) ERR_MUST_USE;

#endif
