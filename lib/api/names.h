/* names.h - what completion offers of the objects of a type: their names, their labels, the keys of their annotations.
 *
 * They come from metadata-only lists, and are kept for a short time in files that only their owner may read:
 * <cache-dir>/kubec/names/HASH, where HASH is made of the server, the user, the namespace and the type. A file that is
 * broken, too large, another user's or open to others counts as none.
 */
#ifndef KUBEC_API_NAMES_H
#define KUBEC_API_NAMES_H

#include "api/gvk.h"
#include "base/buf.h"
#include "base/err.h"

struct session;

#define NAMES_FRESH_S 10         /* nobody is asked so long after an answer */
#define NAMES_STALE_S (5 * 60)   /* an old answer is better than none when the server says nothing */
#define NAMES_PAGE 1000          /* names in one answer, where the server does not answer from memory */
#define NAMES_MAX_PAGES 20       /* of one list */
#define NAMES_MAX_FILE (4 << 20) /* bytes; larger lists are not kept */
#define NAMES_MAX_FILES 64

/* The objects of the type in the namespace ("" or NULL: all of them), a line each for names_next. *out is the caller's
 * (buf_release) when there is no error. Old names are given in place of an ERR_NET. */
struct err *names_list(struct session *s, const struct api_resource *r, const char *ns, struct buf *out) ERR_MUST_USE;

/* Drops what is kept of the type in the namespace, and in all of them: something is about to change there. */
void names_forget(struct session *s, const struct api_resource *r, const char *ns);

/* A line of the list, in pieces that point into it. */
struct names_entry {
    const char *name;
    char *labels; /* "KEY=VALUE", then "@KEY" for each annotation: names_word takes them apart */
};
/* Reads the line at *at, which is to begin as the list's data, and takes it apart; false at the end. */
bool names_next(char **at, struct names_entry *out);
/* The next word of names_entry's labels, or NULL at the end. */
const char *names_word(char **rest);

#endif
