/* gosort.c - sort.Sort of Go: the same comparisons and exchanges, so that equal elements end in the same order. */
#include "print/sort.h"

#include <stdint.h>

enum { INSERTION_MAX = 12, NINTHER_MIN = 50, SHIFTING_MIN = 50, SHIFT_STEPS = 5, MAX_SWAPS = 12 };
enum hint { HINT_UNKNOWN, HINT_INCREASING, HINT_DECREASING };

struct data {
    size_t *v;
    bool (*fn)(void *arg, size_t a, size_t b);
    void *arg;
};

static bool less(const struct data *d, size_t i, size_t j)
{
    return d->fn(d->arg, d->v[i], d->v[j]);
}

static void swap(struct data *d, size_t i, size_t j)
{
    size_t t = d->v[i];
    d->v[i] = d->v[j];
    d->v[j] = t;
}

static void insertion_sort(struct data *d, size_t a, size_t b)
{
    for (size_t i = a + 1; i < b; i++) {
        for (size_t j = i; j > a && less(d, j, j - 1); j--)
            swap(d, j, j - 1);
    }
}

static void sift_down(struct data *d, size_t root, size_t end, size_t first)
{
    for (size_t child; (child = 2 * root + 1) < end; root = child) {
        if (child + 1 < end && less(d, first + child, first + child + 1))
            child++;
        if (!less(d, first + root, first + child))
            return;
        swap(d, first + root, first + child);
    }
}

static void heap_sort(struct data *d, size_t a, size_t b)
{
    size_t n = b - a;
    for (size_t i = (n - 1) / 2 + 1; i-- > 0;)
        sift_down(d, i, n, a);
    for (size_t i = n; i-- > 0;) {
        swap(d, a, a + i);
        sift_down(d, 0, i, a);
    }
}

static size_t bit_length(size_t n)
{
    size_t bits = 0;
    for (; n > 0; n >>= 1)
        bits++;
    return bits;
}

/* Moves three elements in the middle to places that depend on the length only. */
static void break_patterns(struct data *d, size_t a, size_t b)
{
    size_t n = b - a;
    if (n < 8)
        return;
    uint64_t random = n;
    uint64_t mask = ((uint64_t)1 << bit_length(n)) - 1;
    size_t middle = a + n / 4 * 2;
    for (size_t i = middle - 1; i <= middle + 1; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        size_t other = (size_t)(random & mask);
        if (other >= n)
            other -= n;
        swap(d, i, a + other);
    }
}

static void order_two(struct data *d, size_t *a, size_t *b, int *swaps)
{
    if (less(d, *b, *a)) {
        size_t t = *a;
        *a = *b;
        *b = t;
        ++*swaps;
    }
}

static size_t median(struct data *d, size_t a, size_t b, size_t c, int *swaps)
{
    order_two(d, &a, &b, swaps);
    order_two(d, &b, &c, swaps);
    order_two(d, &a, &b, swaps);
    return b;
}

static size_t choose_pivot(struct data *d, size_t a, size_t b, enum hint *hint)
{
    size_t n = b - a, i = a + n / 4, j = a + n / 4 * 2, k = a + n / 4 * 3;
    int swaps = 0;
    if (n >= 8) {
        if (n >= NINTHER_MIN) {
            i = median(d, i - 1, i, i + 1, &swaps);
            j = median(d, j - 1, j, j + 1, &swaps);
            k = median(d, k - 1, k, k + 1, &swaps);
        }
        j = median(d, i, j, k, &swaps);
    }
    *hint = swaps == 0 ? HINT_INCREASING : swaps == MAX_SWAPS ? HINT_DECREASING : HINT_UNKNOWN;
    return j;
}

static void reverse(struct data *d, size_t a, size_t b)
{
    for (size_t i = a, j = b - 1; i < j; i++, j--)
        swap(d, i, j);
}

/* Sorts what is nearly sorted; gives up after a few shifts. */
static bool partial_insertion_sort(struct data *d, size_t a, size_t b)
{
    size_t i = a + 1;
    for (int step = 0; step < SHIFT_STEPS; step++) {
        while (i < b && !less(d, i, i - 1))
            i++;
        if (i == b)
            return true;
        if (b - a < SHIFTING_MIN)
            return false;
        swap(d, i, i - 1);
        /* Down to the start of the whole array, not of this part: so does Go. */
        for (size_t j = i - 1; i - a >= 2 && j >= 1 && less(d, j, j - 1); j--)
            swap(d, j, j - 1);
        for (size_t j = i + 1; b - i >= 2 && j < b && less(d, j, j - 1); j++)
            swap(d, j, j - 1);
    }
    return false;
}

/* Moves what equals the pivot to the front; gives the end of it. */
static size_t partition_equal(struct data *d, size_t a, size_t b, size_t pivot)
{
    swap(d, a, pivot);
    size_t i = a + 1, j = b - 1;
    for (;; i++, j--) {
        while (i <= j && !less(d, a, i))
            i++;
        while (i <= j && less(d, a, j))
            j--;
        if (i > j)
            return i;
        swap(d, i, j);
    }
}

static size_t partition(struct data *d, size_t a, size_t b, size_t pivot, bool *was_partitioned)
{
    swap(d, a, pivot);
    size_t i = a + 1, j = b - 1;
    *was_partitioned = true;
    for (;; i++, j--) {
        while (i <= j && less(d, i, a))
            i++;
        while (i <= j && !less(d, j, a))
            j--;
        if (i > j)
            break;
        *was_partitioned = false;
        swap(d, i, j);
    }
    swap(d, j, a);
    return j;
}

/* Depth: the smaller part recurses, so at most log2(n). */
static void quick_sort(struct data *d, size_t a, size_t b, size_t limit)
{
    bool balanced = true, partitioned = true;
    for (;;) {
        size_t n = b - a;
        if (n <= INSERTION_MAX) {
            insertion_sort(d, a, b);
            return;
        }
        if (limit == 0) {
            heap_sort(d, a, b);
            return;
        }
        if (!balanced) {
            break_patterns(d, a, b);
            limit--;
        }
        enum hint hint;
        size_t pivot = choose_pivot(d, a, b, &hint);
        if (hint == HINT_DECREASING) {
            reverse(d, a, b);
            pivot = (b - 1) - (pivot - a);
            hint = HINT_INCREASING;
        }
        if (balanced && partitioned && hint == HINT_INCREASING && partial_insertion_sort(d, a, b))
            return;
        if (a > 0 && !less(d, a - 1, pivot)) {
            a = partition_equal(d, a, b, pivot);
            continue;
        }
        size_t mid = partition(d, a, b, pivot, &partitioned);
        size_t left = mid - a, right = b - mid;
        balanced = (left < right ? left : right) >= n / 8;
        if (left < right) {
            quick_sort(d, a, mid, limit);
            a = mid + 1;
        } else {
            quick_sort(d, mid + 1, b, limit);
            b = mid;
        }
    }
}

void go_sort(size_t *order, size_t n, bool (*fn)(void *arg, size_t a, size_t b), void *arg)
{
    struct data d = {.v = order, .fn = fn, .arg = arg};
    if (n > 1)
        quick_sort(&d, 0, n, bit_length(n));
}
