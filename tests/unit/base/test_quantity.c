/* test_quantity.c - Kubernetes' quantities: their canonical text, comparison and scaled values. */
#include "base/quantity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void canonical(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"0", "0"},
        {"00", "0"},
        {"0.5", "500m"},
        {"1.5", "1500m"},
        {"100m", "100m"},
        {"1000m", "1"},
        {"1024Mi", "1Gi"},
        {"1025Mi", "1025Mi"},
        {"1.5Gi", "1536Mi"},
        {"0.1Mi", "104857600m"},
        {"1e3", "1e3"},
        {"1000e3", "1e6"},
        {"12E", "12E"},
        {"+5", "+5"},
        {"-0.5", "-500m"},
        {"1.500", "1.500"},
        {"1n", "1n"},
        {"0.1n", "1n"},
        {"1000000k", "1G"},
        {"5.", "5."},
        {"512", "512"},
        {"2048", "2048"},
        {"100E", "100E"},
        {"123456789012345678901234", "123456789012345678901234"},
        {"10Ei", "9223372036854775807"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quantity q;
        assert_null(quantity_parse(cases[i].in, &q));
        char *text = quantity_text(&q);
        assert_string_equal(text, cases[i].out);
        free(text);
    }
}

static void refused(void **state)
{
    (void)state;
    struct quantity q;
    static const char *const bad[] = {"", "x", "1 ", " 1", "1..2", "1mm", "1Kib", "--1", "1e", "0x10", ".Ei", ".e-10"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(quantity_parse(bad[i], &q));
    char longest[QUANTITY_DIGITS + 100];
    memset(longest, '7', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_non_null(quantity_parse(longest, &q));
}

static void numbers(void **state)
{
    (void)state;
    struct quantity a, b;
    assert_null(quantity_parse("1500m", &a));
    assert_null(quantity_parse("1.5", &b));
    assert_int_equal(quantity_cmp(&a, &b), 0);
    assert_int_equal(quantity_scaled(&a, 0), 2);
    assert_int_equal(quantity_scaled(&a, -3), 1500);
    assert_null(quantity_parse("1Gi", &b));
    assert_int_equal(quantity_cmp(&a, &b), -1);
    assert_int_equal(quantity_cmp(&b, &a), 1);
    assert_int_equal(quantity_scaled(&b, 0), 1073741824);
    assert_null(quantity_parse("-1", &b));
    assert_int_equal(quantity_cmp(&a, &b), 1);
    assert_null(quantity_parse("0", &a));
    assert_true(quantity_is_zero(&a));
    assert_int_equal(quantity_cmp(&a, &b), 1);
}

/* Sums as Quantity.Add makes them: a zero takes the other's format. */
static void sums(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"0", "1Gi", "1Gi"},
        {"1Gi", "0", "1Gi"},
        {"100m", "900m", "1"},
        {"1", "1Gi", "1073741825"},
        {"1Gi", "1k", "1073742824"},
        {"1e3", "1", "1001"},
        {"5", "-5", "0"},
        {"5", "-7", "-2"},
        {"-5", "7", "2"},
        {"-5", "-7", "-12"},
        {"999", "1", "1k"},
        {"1n", "1", "1000000001n"},
        {"99999999999999999999", "1", "100E"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct quantity a, b;
        assert_null(quantity_parse(rows[i][0], &a));
        assert_null(quantity_parse(rows[i][1], &b));
        assert_true(quantity_add(&a, &b));
        char *text = quantity_text(&a);
        assert_string_equal(text, rows[i][2]);
        free(text);
    }
    struct quantity a, b;
    assert_null(quantity_parse("1e399", &a));
    assert_null(quantity_parse("1e-9", &b));
    (void)quantity_add(&a, &b); /* too long or not: nothing is written past the end */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(canonical), cmocka_unit_test(refused),
                                       cmocka_unit_test(numbers), cmocka_unit_test(sums)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
