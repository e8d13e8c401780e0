/* SHA-1: the examples of FIPS 180 and of RFC 6455. */
#include "base/base64.h"
#include "base/sha1.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *text, const char *wanted)
{
    uint8_t hash[SHA1_BYTES];
    char hex[2 * SHA1_BYTES + 1];
    sha1(text, strlen(text), hash);
    for (size_t i = 0; i < SHA1_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    assert_string_equal(hex, wanted);
}

static void test_known(void **state)
{
    (void)state;
    check("", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    check("abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
    check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    check("0123456789012345678901234567890123456789012345678901234", "9f3a4ce7f66b1b74c34da2c5d732c39f81e0f8df");
    check("01234567890123456789012345678901234567890123456789012345", "0a40b8fbdaafb7c29651618ac15d27e772287130");
    check("012345678901234567890123456789012345678901234567890123456789012",
          "984b0f2f6d78c24020f5a79d409f67ab99302891");
    check("0123456789012345678901234567890123456789012345678901234567890123",
          "cf0800f7644ace3cb4c3fa33388d3ba0ea3c8b6e");
    check("012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567"
          "8901234567890123456789",
          "032a5a330784f785f551d399c6d72e3f5104d7de");
}

static void test_websocket(void **state)
{
    static const char key[] = "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    uint8_t hash[SHA1_BYTES];
    struct buf b = buf_new();
    (void)state;
    sha1(key, strlen(key), hash);
    base64_encode(&b, hash, sizeof hash);
    assert_string_equal(b.data, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_websocket)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
