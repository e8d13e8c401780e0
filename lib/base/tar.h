/* tar.h - tar archives as a stream: a reader that is fed in pieces and trusts nothing, and the heads that a writer
 * needs.
 *
 * Read: ustar, pax (path, linkpath, size), GNU's long names and base-256 numbers. Written: ustar with GNU's long names
 * where 100 bytes do not suffice, because small tars (busybox) read those and no pax records.
 * Source of the rules: POSIX.1-2017 pax, and the header of GNU tar.
 */
#ifndef KUBEC_BASE_TAR_H
#define KUBEC_BASE_TAR_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

#define TAR_BLOCK 512u
#define TAR_NAME_MAX ((size_t)1 << 20) /* of names, links and pax records: more is an error */

struct tar_entry {
    const char *name, *link; /* never NULL; whatever the archive says: absolute, "..", empty */
    char type;               /* '0' a file, '1' a hard link, '2' a symbolic one, '5' a folder, else as it stands */
    unsigned mode;
    uint64_t size; /* of the bytes that follow; 0 for what has none */
};

/* Zeroed but for what is called. An error that one of them gives ends the reading and is given back. */
struct tar_reader {
    struct err *(*on_entry)(void *arg, const struct tar_entry *e);
    struct err *(*on_data)(void *arg, const char *bytes, size_t n);
    struct err *(*on_end)(void *arg); /* all bytes of the entry came */
    void *arg;
    /* within */
    unsigned char block[TAR_BLOCK];
    size_t have;            /* bytes of the block */
    uint64_t left, padding; /* of the entry's data */
    char special;           /* 'x', 'g', 'L', 'K': the data goes to `text`; 0: to on_data */
    unsigned zeros;         /* blocks of zeros in a row */
    bool ended, in_entry;   /* ended: after the archive's end everything is skipped */
    bool in_chain;          /* long names or pax records wait for their entry */
    struct buf text;        /* of the special entry */
    char *name, *link;      /* from special entries, for the next one */
    bool has_size;
    uint64_t size;
};
/* Takes the next n bytes. The errors are Go's: "archive/tar: invalid tar header". */
struct err *tar_read(struct tar_reader *r, const char *bytes, size_t n) ERR_MUST_USE;
/* True where an archive may end: behind the blocks of zeros, or between two entries. */
bool tar_complete(const struct tar_reader *r);
void tar_reader_release(struct tar_reader *r);

/* What the head of an entry says. */
struct tar_head {
    const char *name, *link; /* link: NULL or "": none */
    char type;
    unsigned mode;
    uint64_t uid, gid, size;
    int64_t mtime;
    const char *user, *group; /* "" where not known */
};
/* Appends the head, and before it the entries with the long names. */
void tar_head(struct buf *out, const struct tar_head *h);

#endif
