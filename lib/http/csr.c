/* csr.c - certificate signing requests, read with libcrypto. */
#include "http/csr.h"

#include "base/library.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <limits.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#define CSR_FUNCTIONS(X)                                                                                               \
    X(BIO_new_mem_buf)                                                                                                 \
    X(BIO_free)                                                                                                        \
    X(PEM_read_bio)                                                                                                    \
    X(CRYPTO_free)                                                                                                     \
    X(d2i_X509_REQ)                                                                                                    \
    X(X509_REQ_free)                                                                                                   \
    X(X509_REQ_get_subject_name)                                                                                       \
    X(X509_REQ_get_extensions)                                                                                         \
    X(X509_NAME_entry_count)                                                                                           \
    X(X509_NAME_get_entry)                                                                                             \
    X(X509_NAME_ENTRY_get_object)                                                                                      \
    X(X509_NAME_ENTRY_get_data)                                                                                        \
    X(OBJ_obj2nid)                                                                                                     \
    X(ASN1_STRING_to_UTF8)                                                                                             \
    X(ASN1_STRING_get0_data)                                                                                           \
    X(ASN1_STRING_length)                                                                                              \
    X(X509V3_get_d2i)                                                                                                  \
    X(X509_EXTENSION_free)                                                                                             \
    X(GENERAL_NAMES_free)                                                                                              \
    X(OPENSSL_sk_num)                                                                                                  \
    X(OPENSSL_sk_value)                                                                                                \
    X(OPENSSL_sk_pop_free)

struct crypto {
#define X(name) __typeof__(&name) name;
    CSR_FUNCTIONS(X)
#undef X
};

/* The functions of libcrypto, loaded at the first call; NULL if it is not there. */
static const struct crypto *load(void)
{
    static struct crypto table; /* one library a process, so one table */
    static const struct library_symbol symbols[] = {
#define X(name) {#name, offsetof(struct crypto, name)},
        CSR_FUNCTIONS(X)
#undef X
    };
    struct err *e = library_open("libcrypto.so.3", RTLD_LAZY, symbols, sizeof symbols / sizeof symbols[0], &table);
    bool there = e == NULL;
    err_free(e);
    return there ? &table : NULL;
}

/* Text of an ASN.1 string as UTF-8, cut at a NUL. The caller frees. */
static char *text_of(const struct crypto *c, const ASN1_STRING *s)
{
    unsigned char *utf8 = NULL;
    int n = c->ASN1_STRING_to_UTF8(&utf8, s);
    char *text = n > 0 ? xstrndup((const char *)utf8, (size_t)n) : xstrdup("");
    if (n >= 0)
        c->CRYPTO_free(utf8, __FILE__, __LINE__);
    return text;
}

static void add_subject(const struct crypto *c, X509_REQ *req, struct csr *out)
{
    X509_NAME *name = c->X509_REQ_get_subject_name(req);
    const struct {
        int nid;
        struct strv *list;
        char **single;
    } parts[] = {{NID_commonName, NULL, &out->common_name},         {NID_serialNumber, NULL, &out->serial_number},
                 {NID_organizationName, &out->organizations, NULL}, {NID_organizationalUnitName, &out->units, NULL},
                 {NID_countryName, &out->countries, NULL},          {NID_localityName, &out->localities, NULL},
                 {NID_stateOrProvinceName, &out->provinces, NULL},  {NID_streetAddress, &out->streets, NULL},
                 {NID_postalCode, &out->postal_codes, NULL}};
    for (int i = 0; i < c->X509_NAME_entry_count(name); i++) {
        X509_NAME_ENTRY *entry = c->X509_NAME_get_entry(name, i);
        int nid = c->OBJ_obj2nid(c->X509_NAME_ENTRY_get_object(entry));
        char *text = text_of(c, c->X509_NAME_ENTRY_get_data(entry));
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            if (parts[k].nid == nid && parts[k].list != NULL)
                strv_add(parts[k].list, text);
            else if (parts[k].nid == nid)
                str_replace_owned(parts[k].single, xstrdup(text));
        }
        free(text);
    }
}

static void add_name(const struct crypto *c, const GENERAL_NAME *name, struct csr *out)
{
    struct strv *list = name->type == GEN_DNS     ? &out->dns
                        : name->type == GEN_EMAIL ? &out->emails
                        : name->type == GEN_URI   ? &out->uris
                                                  : NULL;
    if (list != NULL) {
        char *text = text_of(c, name->d.ia5);
        strv_add(list, text);
        free(text);
    } else if (name->type == GEN_IPADD) {
        char text[INET6_ADDRSTRLEN];
        int n = c->ASN1_STRING_length(name->d.ip);
        const void *bytes = c->ASN1_STRING_get0_data(name->d.ip);
        if ((n == 4 || n == 16) && inet_ntop(n == 4 ? AF_INET : AF_INET6, bytes, text, sizeof text) != NULL)
            strv_add(&out->addresses, text);
    }
}

static void add_names(const struct crypto *c, X509_REQ *req, struct csr *out)
{
    STACK_OF(X509_EXTENSION) *extensions = c->X509_REQ_get_extensions(req);
    GENERAL_NAMES *names = c->X509V3_get_d2i(extensions, NID_subject_alt_name, NULL, NULL);
    int n = names != NULL ? c->OPENSSL_sk_num((const OPENSSL_STACK *)names) : 0;
    for (int i = 0; i < n; i++)
        add_name(c, c->OPENSSL_sk_value((const OPENSSL_STACK *)names, i), out);
    if (names != NULL)
        c->GENERAL_NAMES_free(names);
    c->OPENSSL_sk_pop_free((OPENSSL_STACK *)extensions, (OPENSSL_sk_freefunc)c->X509_EXTENSION_free);
}

static struct err *read_block(const struct crypto *c, const char *pem, int n, struct csr *out)
{
    BIO *bio = c->BIO_new_mem_buf(pem, n);
    char *type = NULL, *header = NULL;
    unsigned char *der = NULL;
    long len = 0;
    struct err *e = NULL;
    if (bio == NULL || c->PEM_read_bio(bio, &type, &header, &der, &len) != 1 || !str_eq(type, "CERTIFICATE REQUEST")) {
        e = err_new("PEM block type must be CERTIFICATE REQUEST");
    } else {
        const unsigned char *at = der;
        X509_REQ *req = c->d2i_X509_REQ(NULL, &at, len);
        if (req == NULL) {
            e = err_new("asn1: structure error: malformed certificate request");
        } else {
            add_subject(c, req, out);
            add_names(c, req, out);
            c->X509_REQ_free(req);
        }
    }
    c->CRYPTO_free(type, __FILE__, __LINE__);
    c->CRYPTO_free(header, __FILE__, __LINE__);
    c->CRYPTO_free(der, __FILE__, __LINE__);
    if (bio != NULL)
        c->BIO_free(bio);
    return e;
}

struct err *csr_read(const char *pem, size_t n, struct csr *out)
{
    const struct crypto *c = load();
    *out = (struct csr){.common_name = xstrdup(""), .serial_number = xstrdup("")};
    if (c == NULL)
        return err_new("the request cannot be read without libcrypto.so.3");
    return read_block(c, pem, n < INT_MAX ? (int)n : INT_MAX, out);
}

void csr_release(struct csr *c)
{
    struct strv *lists[] = {&c->organizations, &c->units, &c->countries, &c->localities, &c->provinces, &c->streets,
                            &c->postal_codes,  &c->dns,   &c->emails,    &c->uris,       &c->addresses};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        strv_release(lists[i]);
    free(c->common_name);
    free(c->serial_number);
}
