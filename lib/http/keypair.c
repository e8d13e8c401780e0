/* keypair.c - a certificate and its private key. */
#include "http/keypair.h"

#include "base/base64.h"
#include "base/library.h"
#include "base/mem.h"
#include "base/strv.h"

#include <dlfcn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- PEM ---- */

/* Text that is being read. */
struct span {
    const char *at;
    size_t n;
};

struct block {
    char *type;
    struct buf der;
};

#define BEGIN "-----BEGIN "
#define END "\n-----END "
#define DASHES "-----"
enum { BEGIN_LEN = sizeof BEGIN - 1, END_LEN = sizeof END - 1, DASHES_LEN = sizeof DASHES - 1 };

static void block_release(struct block *b)
{
    free(b->type);
    buf_release(&b->der);
}

/* Takes a line off the text, without blanks at its end and its line break. Gives how many bytes it had. */
static size_t take_line(struct span *text, struct span *line)
{
    const char *newline = memchr(text->at, '\n', text->n);
    size_t n = newline != NULL ? (size_t)(newline - text->at) : text->n, taken = newline != NULL ? n + 1 : n;
    *line = (struct span){text->at, n};
    if (newline != NULL && n > 0 && line->at[n - 1] == '\r')
        line->n--;
    while (line->n > 0 && (line->at[line->n - 1] == ' ' || line->at[line->n - 1] == '\t'))
        line->n--;
    text->at += taken;
    text->n -= taken;
    return taken;
}

/* The last "-----BEGIN " in the text that stands at its start or behind a line break; NULL if there is none or the last
 * one stands elsewhere. */
static const char *last_begin(struct span text)
{
    for (size_t i = text.n; i-- > 0;) {
        if (text.n - i >= BEGIN_LEN && memcmp(text.at + i, BEGIN, BEGIN_LEN) == 0)
            return i == 0 || text.at[i - 1] == '\n' ? text.at + i : NULL;
    }
    return NULL;
}

/* Skips lines "Name: value". Gives whether there were any. */
static bool skip_headers(struct span *body)
{
    bool any = false;
    for (struct span next = *body, line; body->n > 0; *body = next, any = true) {
        (void)take_line(&next, &line);
        if (memchr(line.at, ':', line.n) == NULL)
            break;
    }
    return any;
}

/* True if `text` is TYPE and five dashes, and the line ends there. */
static bool ends_block(struct span text, struct span type)
{
    struct span line;
    if (text.n < type.n + DASHES_LEN || memcmp(text.at, type.at, type.n) != 0 ||
        memcmp(text.at + type.n, DASHES, DASHES_LEN) != 0)
        return false;
    text.at += type.n + DASHES_LEN;
    text.n -= type.n + DASHES_LEN;
    (void)take_line(&text, &line);
    return line.n == 0;
}

/* Decodes base 64 with blanks in it. */
static bool decode(struct span body, struct buf *out)
{
    struct buf text = buf_new();
    for (size_t i = 0; i < body.n; i++) {
        if (body.at[i] != ' ' && body.at[i] != '\t')
            buf_addc(&text, body.at[i]);
    }
    bool ok = base64_decode(out, text.data, text.len, NULL);
    buf_release(&text);
    return ok;
}

/* The block between the line behind "-----BEGIN " and an END line at `end` ("\n-----END "). */
static bool read_block(struct span from_type, const char *end, struct block *out)
{
    struct span type, body = from_type;
    (void)take_line(&body, &type);
    if (type.n < DASHES_LEN || memcmp(type.at + type.n - DASHES_LEN, DASHES, DASHES_LEN) != 0)
        return false;
    type.n -= DASHES_LEN;
    bool headers = skip_headers(&body);
    if (headers && body.at > end)
        return false;
    struct span trailer = {end + END_LEN, (size_t)(body.at + body.n - (end + END_LEN))};
    if (!ends_block(trailer, type))
        return false;
    buf_init(&out->der, (size_t)64 << 20);
    /* An empty block has its END on the line behind BEGIN: the line break before it is BEGIN's. */
    body.n = end > body.at ? (size_t)(end - body.at) : 0;
    if (!decode(body, &out->der)) {
        buf_release(&out->der);
        return false;
    }
    out->type = xstrndup(type.at, type.n);
    return true;
}

static const char *find(struct span text, const char *what, size_t n)
{
    return text.n >= n ? memmem(text.at, text.n, what, n) : NULL;
}

/* Takes the next block off the text; false if there is none. What is no block is passed over. */
static bool next_block(struct span *text, struct block *out)
{
    struct span rest = *text;
    for (const char *end; (end = find(rest, END, END_LEN)) != NULL;) {
        const char *stop = rest.at + rest.n, *begin = last_begin((struct span){rest.at, (size_t)(end - rest.at)});
        struct span from_type = {begin != NULL ? begin + BEGIN_LEN : NULL, 0};
        if (begin != NULL)
            from_type.n = (size_t)(stop - from_type.at);
        rest = (struct span){end + END_LEN, (size_t)(stop - (end + END_LEN))};
        if (begin != NULL && read_block(from_type, end, out)) {
            struct span line;
            (void)take_line(&rest, &line);
            *text = rest;
            return true;
        }
    }
    return false;
}

/* Finds the first block whose type is (or, behind a blank, ends with) `wanted`; the types of those before it are added
 * to `skipped`. */
static bool find_block(struct span text, const char *wanted, bool suffix, struct block *out, struct strv *skipped)
{
    while (next_block(&text, out)) {
        size_t n = strlen(out->type), m = strlen(wanted);
        if (strcmp(out->type, wanted) == 0 ||
            (suffix && n > m && out->type[n - m - 1] == ' ' && strcmp(out->type + n - m, wanted) == 0))
            return true;
        strv_add(skipped, out->type);
        block_release(out);
    }
    return false;
}

static struct err *no_certificate(const struct strv *skipped)
{
    if (skipped->n == 0)
        return err_new("tls: failed to find any PEM data in certificate input");
    if (skipped->n == 1 && str_ends(skipped->v[0], "PRIVATE KEY"))
        return err_new("tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM "
                       "inputs may have been switched");
    char *list = strv_join(skipped, " ");
    struct err *e = err_new("tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM "
                            "blocks of the following types: [%s]",
                            list);
    free(list);
    return e;
}

static struct err *no_key(const struct strv *skipped)
{
    if (skipped->n == 0)
        return err_new("tls: failed to find any PEM data in key input");
    if (skipped->n == 1 && strcmp(skipped->v[0], "CERTIFICATE") == 0)
        return err_new("tls: found a certificate rather than a key in the PEM for the private key");
    char *list = strv_join(skipped, " ");
    struct err *e = err_new("tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after "
                            "skipping PEM blocks of the following types: [%s]",
                            list);
    free(list);
    return e;
}

/* ---- keys ---- */

#define CRYPTO_FUNCTIONS(X)                                                                                            \
    X(d2i_X509)                                                                                                        \
    X(X509_free)                                                                                                       \
    X(X509_get_pubkey)                                                                                                 \
    X(d2i_AutoPrivateKey)                                                                                              \
    X(EVP_PKEY_get_base_id)                                                                                            \
    X(EVP_PKEY_get_group_name)                                                                                         \
    X(EVP_PKEY_eq)                                                                                                     \
    X(EVP_PKEY_free)

struct crypto {
#define X(name) __typeof__(&name) name;
    CRYPTO_FUNCTIONS(X)
#undef X
};

/* The functions of libcrypto, loaded at the first call; NULL if it is not there. */
static const struct crypto *load(void)
{
    static struct crypto table; /* one library a process, so one table */
    static const struct library_symbol symbols[] = {
#define X(name) {#name, offsetof(struct crypto, name)},
        CRYPTO_FUNCTIONS(X)
#undef X
    };
    struct err *e = library_open("libcrypto.so.3", RTLD_LAZY, symbols, sizeof symbols / sizeof symbols[0], &table);
    bool there = e == NULL;
    err_free(e);
    return there ? &table : NULL;
}

/* Elliptic curves that Go has. */
static bool known_curve(const struct crypto *c, const EVP_PKEY *key)
{
    static const char *const curves[] = {"prime256v1", "P-256", "secp224r1", "P-224",
                                         "secp384r1",  "P-384", "secp521r1", "P-521"};
    char name[64];
    size_t n = 0;
    if (c->EVP_PKEY_get_base_id(key) != EVP_PKEY_EC)
        return true;
    if (c->EVP_PKEY_get_group_name(key, name, sizeof name, &n) != 1)
        return false;
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++) {
        if (strcmp(name, curves[i]) == 0)
            return true;
    }
    return false;
}

static struct err *public_key(const struct crypto *c, const struct buf *der, EVP_PKEY **out)
{
    const unsigned char *at = (const unsigned char *)der->data, *start = at;
    X509 *cert = c->d2i_X509(NULL, &at, (long)der->len);
    struct err *e = NULL;
    if (cert == NULL)
        return err_new("x509: malformed certificate");
    if ((size_t)(at - start) != der->len)
        e = err_new("x509: trailing data");
    else if ((*out = c->X509_get_pubkey(cert)) == NULL)
        e = err_new("tls: unknown public key algorithm");
    else if (!known_curve(c, *out))
        e = err_new("x509: unsupported elliptic curve");
    c->X509_free(cert);
    return e;
}

static struct err *private_key(const struct crypto *c, const struct buf *der, EVP_PKEY **out)
{
    const unsigned char *at = (const unsigned char *)der->data;
    *out = c->d2i_AutoPrivateKey(NULL, &at, (long)der->len);
    int id = *out != NULL ? c->EVP_PKEY_get_base_id(*out) : 0;
    if (id == EVP_PKEY_X25519)
        return err_new("tls: found unknown private key type in PKCS#8 wrapping");
    if ((id != EVP_PKEY_RSA && id != EVP_PKEY_EC && id != EVP_PKEY_ED25519) || !known_curve(c, *out))
        return err_new("tls: failed to parse private key");
    return NULL;
}

static struct err *compare(const struct crypto *c, const EVP_PKEY *pub, const EVP_PKEY *priv)
{
    int id = c->EVP_PKEY_get_base_id(pub);
    if (id != EVP_PKEY_RSA && id != EVP_PKEY_EC && id != EVP_PKEY_ED25519)
        return err_new("tls: unknown public key algorithm");
    if (c->EVP_PKEY_get_base_id(priv) != id)
        return err_new("tls: private key type does not match public key type");
    return c->EVP_PKEY_eq(pub, priv) == 1 ? NULL : err_new("tls: private key does not match public key");
}

static struct err *check_blocks(const struct block *cert, const struct block *key)
{
    const struct crypto *c = load();
    EVP_PKEY *pub = NULL, *priv = NULL;
    if (c == NULL)
        return err_new("the key cannot be checked without libcrypto.so.3");
    struct err *e = public_key(c, &cert->der, &pub);
    if (e == NULL)
        e = private_key(c, &key->der, &priv);
    if (e == NULL)
        e = compare(c, pub, priv);
    c->EVP_PKEY_free(pub);
    c->EVP_PKEY_free(priv);
    return e;
}

struct err *keypair_check(const char *cert, size_t cert_len, const char *key, size_t key_len)
{
    struct block c = {0}, k = {0};
    struct strv skipped = {0};
    struct err *e = NULL;
    if (!find_block((struct span){cert, cert_len}, "CERTIFICATE", false, &c, &skipped)) {
        e = no_certificate(&skipped);
        strv_release(&skipped);
        return e;
    }
    strv_release(&skipped);
    if (!find_block((struct span){key, key_len}, "PRIVATE KEY", true, &k, &skipped)) {
        e = no_key(&skipped);
    } else {
        e = check_blocks(&c, &k);
        block_release(&k);
    }
    strv_release(&skipped);
    block_release(&c);
    return e;
}
