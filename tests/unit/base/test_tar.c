/* Archives: what the writer writes the reader reads, in pieces of every size; and what hostile ones say. */
#include "base/mem.h"
#include "base/tar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Gathers "NAME>LINK TYPE MODE SIZE:DATA;" */
static struct err *on_entry(void *arg, const struct tar_entry *e)
{
    buf_addf(arg, "%s>%s %c %o %llu:", e->name, e->link, e->type, e->mode, (unsigned long long)e->size);
    return NULL;
}

static struct err *on_data(void *arg, const char *bytes, size_t n)
{
    buf_add(arg, bytes, n);
    return NULL;
}

static struct err *on_end(void *arg)
{
    buf_addc(arg, ';');
    return NULL;
}

static struct err *read_in(const struct buf *archive, size_t piece, struct buf *seen, bool *complete)
{
    struct tar_reader r = {.on_entry = on_entry, .on_data = on_data, .on_end = on_end, .arg = seen};
    struct err *e = NULL;
    buf_init(&r.text, TAR_NAME_MAX);
    for (size_t at = 0; e == NULL && at < archive->len; at += piece)
        e = tar_read(&r, archive->data + at, archive->len - at < piece ? archive->len - at : piece);
    *complete = tar_complete(&r);
    tar_reader_release(&r);
    return e;
}

static void add(struct buf *b, char type, const char *name, const char *link, const char *data)
{
    size_t n = strlen(data);
    tar_head(b, &(struct tar_head){.name = name, .link = link, .type = type, .mode = 0644, .size = n});
    buf_adds(b, data);
    buf_addn(b, '\0', (TAR_BLOCK - n % TAR_BLOCK) % TAR_BLOCK);
}

static void check(const struct buf *archive, const char *want, const char *error, bool whole)
{
    static const size_t pieces[] = {1, 7, 511, 512, 513, 1 << 20};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf seen = buf_new();
        bool complete;
        struct err *e = read_in(archive, pieces[i], &seen, &complete);
        if (error == NULL) {
            assert_null(e);
            assert_int_equal(complete, whole);
        } else {
            assert_non_null(e);
            assert_string_equal(e->msg, error);
        }
        assert_string_equal(seen.data, want);
        err_free(e);
        buf_release(&seen);
    }
}

static void test_round(void **state)
{
    char *name = xcalloc(301, 1), *link = xcalloc(205, 1);
    struct buf b = buf_new(), want = buf_new();
    (void)state;
    memset(name, 'n', 300);
    memset(link, 'l', 204);
    add(&b, '0', "a", NULL, "hello");
    add(&b, '0', "empty", NULL, "");
    add(&b, '5', "d", NULL, "");
    add(&b, '0', "gr\xc3\xbc\xc3\x9f e", NULL, "x");
    add(&b, '0', name, NULL, "long");
    add(&b, '2', "s", link, "");
    buf_addn(&b, '\0', (size_t)2 * TAR_BLOCK);
    buf_adds(&b, "what follows does not count");
    buf_addf(
        &want,
        "a> 0 644 5:hello;empty> 0 644 0:;d> 5 644 0:;gr\xc3\xbc\xc3\x9f e> 0 644 1:x;%s> 0 644 4:long;s>%s 2 644 0:;",
        name, link);
    check(&b, want.data, NULL, true);
    buf_release(&b);
    buf_release(&want);
    free(name);
    free(link);
}

static void pax(struct buf *b, const char *records)
{
    add(b, 'x', "PaxHeaders/x", NULL, records);
}

static void test_pax(void **state)
{
    struct buf b = buf_new();
    (void)state;
    pax(&b, "16 path=../../x\n19 linkpath=/etc/p\n12 comment=\n");
    add(&b, '2', "short", "l", "");
    pax(&b, "10 size=3\n");
    tar_head(&b, &(struct tar_head){.name = "f", .type = '0', .mode = 0600});
    buf_adds(&b, "abc");
    buf_addn(&b, '\0', TAR_BLOCK - 3);
    check(&b, "../../x>/etc/p 2 644 0:;f> 0 600 3:abc;", NULL, true);
    buf_release(&b);
}

static void test_bad_pax(void **state)
{
    static const char *const records[] = {"x",           "999 path=a\n", "9 path=a",
                                          "3 \n",        "6 path\n",     "12 size=-1x\n",
                                          "10 size= \n", "0 a=b\n",      "99999999999999999999 a=b\n"};
    (void)state;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct buf b = buf_new();
        pax(&b, records[i]);
        add(&b, '0', "f", NULL, "");
        check(&b, "", "archive/tar: invalid tar header", false);
        buf_release(&b);
    }
}

static void test_hostile(void **state)
{
    struct buf b = buf_new();
    (void)state;
    tar_head(&b,
             &(struct tar_head){.name = "../../etc/passwd", .type = '5', .size = 1 << 30}); /* a folder has no bytes */
    add(&b, '1', "/abs", "/etc/shadow", "");
    add(&b, '0', "dir/", NULL, "");
    check(&b, "../../etc/passwd> 5 0 0:;/abs>/etc/shadow 1 644 0:;dir/> 5 644 0:;", NULL, true);
    b.data[1] ^= 1; /* the sum is wrong */
    check(&b, "", "archive/tar: invalid tar header", false);
    buf_clear(&b);
    tar_head(&b, &(struct tar_head){.name = "n", .type = 'L', .size = TAR_NAME_MAX + 1});
    check(&b, "", "archive/tar: invalid tar header", false);
    buf_clear(&b);
    buf_addn(&b, 'A', TAR_BLOCK);
    check(&b, "", "archive/tar: invalid tar header", false);
    buf_clear(&b);
    buf_addn(&b, '\0', TAR_BLOCK); /* one block of zeros, then more */
    add(&b, '0', "f", NULL, "");
    check(&b, "", "archive/tar: invalid tar header", false);
    buf_release(&b);
}

static void test_cut(void **state)
{
    struct buf b = buf_new();
    (void)state;
    add(&b, '0', "f", NULL, "hello");
    check(&b, "f> 0 644 5:hello;", NULL, true);
    buf_truncate(&b, TAR_BLOCK + 2);
    check(&b, "f> 0 644 5:he", NULL, false);
    buf_truncate(&b, 100);
    check(&b, "", NULL, false);
    buf_clear(&b);
    pax(&b, "10 path=x\n");
    check(&b, "", NULL, false);
    buf_release(&b);
}

static void test_large(void **state)
{
    struct buf b = buf_new();
    (void)state;
    tar_head(&b,
             &(struct tar_head){.name = "big", .type = '0', .mode = 0644, .size = (uint64_t)9 << 30, .uid = 3000000});
    check(&b, "big> 0 644 9663676416:", NULL, false);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),   cmocka_unit_test(test_pax), cmocka_unit_test(test_bad_pax),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_cut), cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
