/* tar.c - tar archives as a stream. */
#include "base/tar.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

/* Places in the head. */
enum {
    AT_NAME = 0,
    AT_MODE = 100,
    AT_UID = 108,
    AT_GID = 116,
    AT_SIZE = 124,
    AT_MTIME = 136,
    AT_SUM = 148,
    AT_TYPE = 156,
    AT_LINK = 157,
    AT_MAGIC = 257,
    AT_USER = 265,
    AT_GROUP = 297,
    AT_PREFIX = 345
};
#define NAME_LEN 100u
#define SIZE_MAX_READ ((uint64_t)1 << 62)

static struct err *broken(void)
{
    return err_new("archive/tar: invalid tar header");
}

/* ---- reading ---- */

/* Octal digits between blanks, or base 256 with the first bit set. */
static bool number(const unsigned char *p, size_t n, uint64_t *out)
{
    uint64_t v = 0;
    size_t i = 0;
    if ((p[0] & 0x80) != 0) {
        if ((p[0] & 0x40) != 0)
            return false; /* negative */
        v = p[0] & 0x3f;
        for (i = 1; i < n; i++) {
            if (v >> 54 != 0)
                return false;
            v = v << 8 | p[i];
        }
        *out = v;
        return v <= SIZE_MAX_READ;
    }
    while (i < n && p[i] == ' ')
        i++;
    for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
        v = v << 3 | (uint64_t)(p[i] - '0');
    for (; i < n; i++) {
        if (p[i] != ' ' && p[i] != '\0')
            return false;
    }
    *out = v;
    return true;
}

static unsigned checksum(const unsigned char *b)
{
    unsigned sum = 0;
    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum += i >= AT_SUM && i < AT_SUM + 8 ? ' ' : b[i];
    return sum;
}

/* The records "LEN KEY=VALUE\n" of a pax head. */
static bool pax_records(struct tar_reader *r)
{
    const char *p = r->text.data, *end = p + r->text.len;
    while (p < end) {
        size_t len = 0, digits = 0;
        const char *key = p;
        for (; key < end && *key >= '0' && *key <= '9' && digits < 8; key++, digits++)
            len = len * 10 + (size_t)(*key - '0');
        if (digits == 0 || key == end || *key != ' ' || len > (size_t)(end - p) || len < digits + 4)
            return false;
        key++;
        const char *stop = p + len - 1, *eq = memchr(key, '=', (size_t)(stop - key));
        if (*stop != '\n' || eq == NULL)
            return false;
        size_t key_len = (size_t)(eq - key), n = (size_t)(stop - eq - 1);
        if (key_len == 4 && memcmp(key, "path", 4) == 0) {
            str_replace_owned(&r->name, xstrndup(eq + 1, n));
        } else if (key_len == 8 && memcmp(key, "linkpath", 8) == 0) {
            str_replace_owned(&r->link, xstrndup(eq + 1, n));
        } else if (key_len == 4 && memcmp(key, "size", 4) == 0) {
            r->size = 0;
            if (n == 0 || n > 18)
                return false;
            for (size_t i = 1; i <= n; i++) {
                if (eq[i] < '0' || eq[i] > '9')
                    return false;
                r->size = r->size * 10 + (uint64_t)(eq[i] - '0');
            }
            r->has_size = true;
        }
        p += len;
    }
    return true;
}

static struct err *special_end(struct tar_reader *r)
{
    bool good = true;
    if (r->special == 'L')
        str_replace_owned(&r->name, xstrdup(r->text.data)); /* up to the first NUL */
    else if (r->special == 'K')
        str_replace_owned(&r->link, xstrdup(r->text.data));
    else if (r->special == 'x')
        good = pax_records(r);
    r->special = 0;
    buf_clear(&r->text);
    return good ? NULL : broken();
}

/* A field of the head as a string. */
static char *field(const unsigned char *b, size_t at, size_t n)
{
    return xstrndup((const char *)b + at, strnlen((const char *)b + at, n));
}

static char *short_name(const unsigned char *b)
{
    char *name = field(b, AT_NAME, NAME_LEN);
    /* GNU's magic has other things where the prefix stands. */
    if (memcmp(b + AT_MAGIC, "ustar\0", 6) == 0 && b[AT_PREFIX] != '\0') {
        char *prefix = field(b, AT_PREFIX, 155), *whole = xasprintf("%s/%s", prefix, name);
        free(prefix);
        free(name);
        name = whole;
    }
    return name;
}

static struct err *entry_end(struct tar_reader *r)
{
    r->in_entry = false;
    return r->on_end != NULL ? r->on_end(r->arg) : NULL;
}

static struct err *entry_begin(struct tar_reader *r, char type, uint64_t mode, uint64_t size)
{
    if (r->name == NULL)
        r->name = short_name(r->block);
    if (r->link == NULL)
        r->link = field(r->block, AT_LINK, NAME_LEN);
    if (type == '\0' || type == '7')
        type = '0';
    if (type == '0' && str_ends(r->name, "/"))
        type = '5';
    if (r->has_size)
        size = r->size;
    if (type >= '1' && type <= '6') /* links, devices, folders and pipes have no bytes, whatever the head says */
        size = 0;
    struct tar_entry entry = {.name = r->name, .link = r->link, .type = type, .mode = (unsigned)mode, .size = size};
    r->left = size;
    r->padding = (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK;
    r->in_entry = true;
    struct err *e = r->on_entry(r->arg, &entry);
    str_replace_owned(&r->name, NULL);
    str_replace_owned(&r->link, NULL);
    r->has_size = r->in_chain = false;
    return e != NULL || size > 0 ? e : entry_end(r);
}

static struct err *head(struct tar_reader *r)
{
    const unsigned char *b = r->block;
    uint64_t sum, size, mode;
    bool zero = true;
    for (size_t i = 0; i < TAR_BLOCK && zero; i++)
        zero = b[i] == 0;
    if (zero) {
        r->ended = ++r->zeros == 2;
        return NULL;
    }
    if (r->zeros > 0 || !number(b + AT_SUM, 8, &sum) || sum != checksum(b) || !number(b + AT_SIZE, 12, &size))
        return broken();
    if (!number(b + AT_MODE, 8, &mode))
        mode = 0;
    char type = (char)b[AT_TYPE];
    if (type != 'x' && type != 'g' && type != 'L' && type != 'K')
        return entry_begin(r, type, mode, size);
    if (size > TAR_NAME_MAX)
        return broken();
    r->special = type;
    r->in_chain = true;
    r->left = size;
    r->padding = (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK;
    buf_release(&r->text);
    buf_init(&r->text, TAR_NAME_MAX);
    return size > 0 ? NULL : special_end(r);
}

static struct err *data(struct tar_reader *r, const char *bytes, size_t n)
{
    struct err *e = NULL;
    if (r->special != 0)
        buf_add(&r->text, bytes, n);
    else if (r->on_data != NULL)
        e = r->on_data(r->arg, bytes, n);
    r->left -= n;
    if (e == NULL && r->left == 0)
        e = r->special != 0 ? special_end(r) : entry_end(r);
    return e;
}

struct err *tar_read(struct tar_reader *r, const char *bytes, size_t n)
{
    struct err *e = NULL;
    while (n > 0 && e == NULL && !r->ended) {
        size_t m;
        if (r->left > 0) {
            m = n < r->left ? n : (size_t)r->left;
            e = data(r, bytes, m);
        } else if (r->padding > 0) {
            m = n < r->padding ? n : (size_t)r->padding;
            r->padding -= m;
        } else {
            m = TAR_BLOCK - r->have;
            m = n < m ? n : m;
            memcpy(r->block + r->have, bytes, m);
            r->have += m;
            if (r->have == TAR_BLOCK) {
                r->have = 0;
                e = head(r);
            }
        }
        bytes += m;
        n -= m;
    }
    return e;
}

bool tar_complete(const struct tar_reader *r)
{
    return r->ended || (r->left == 0 && r->padding == 0 && r->have == 0 && !r->in_chain);
}

void tar_reader_release(struct tar_reader *r)
{
    buf_release(&r->text);
    str_replace_owned(&r->name, NULL);
    str_replace_owned(&r->link, NULL);
}

/* ---- writing ---- */

/* Octal with a NUL at the end where it fits, else base 256. */
static void put_number(unsigned char *at, size_t n, uint64_t v)
{
    if (v < (uint64_t)1 << (3 * (n - 1))) {
        at[n - 1] = '\0';
        for (size_t i = n - 1; i > 0; i--, v >>= 3)
            at[i - 1] = (unsigned char)('0' + (v & 7));
        return;
    }
    for (size_t i = n; i > 1; i--, v >>= 8)
        at[i - 1] = (unsigned char)(v & 0xff);
    at[0] = 0x80;
}

static void put_text(unsigned char *at, size_t n, const char *text)
{
    size_t len = text != NULL ? strlen(text) : 0;
    if (len > 0)
        memcpy(at, text, len < n ? len : n);
}

static void put_head(struct buf *out, const struct tar_head *h, char type, const char *name, const char *link,
                     uint64_t size)
{
    unsigned char b[TAR_BLOCK] = {0};
    put_text(b + AT_NAME, NAME_LEN, name);
    put_number(b + AT_MODE, 8, h->mode & 07777u);
    put_number(b + AT_UID, 8, h->uid);
    put_number(b + AT_GID, 8, h->gid);
    put_number(b + AT_SIZE, 12, size);
    put_number(b + AT_MTIME, 12, h->mtime > 0 ? (uint64_t)h->mtime : 0);
    b[AT_TYPE] = (unsigned char)type;
    put_text(b + AT_LINK, NAME_LEN, link);
    put_text(b + AT_MAGIC, 6, "ustar");
    b[AT_MAGIC + 6] = b[AT_MAGIC + 7] = '0';
    put_text(b + AT_USER, 31, h->user);
    put_text(b + AT_GROUP, 31, h->group);
    put_number(b + AT_SUM, 7, checksum(b));
    b[AT_SUM + 7] = ' ';
    buf_add(out, b, sizeof b);
}

static void put_long(struct buf *out, const struct tar_head *h, char type, const char *text)
{
    size_t n = strlen(text) + 1;
    put_head(out, h, type, "././@LongLink", NULL, n);
    buf_add(out, text, n);
    buf_addn(out, '\0', (TAR_BLOCK - n % TAR_BLOCK) % TAR_BLOCK);
}

void tar_head(struct buf *out, const struct tar_head *h)
{
    if (h->link != NULL && strlen(h->link) > NAME_LEN)
        put_long(out, h, 'K', h->link);
    if (strlen(h->name) > NAME_LEN)
        put_long(out, h, 'L', h->name);
    put_head(out, h, h->type, h->name, h->link, h->size);
}
