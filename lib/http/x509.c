/* x509.c - the checking of the server's certificate. */
#include "http/x509.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/library.h"
#include "base/mem.h"
#include "base/strv.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <dlfcn.h>
#include <openssl/objects.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_NAMES 1000

#define OPENSSL_FUNCTIONS(X)                                                                                           \
    X(SSL_CTX_set_verify)                                                                                              \
    X(SSL_CTX_get_verify_mode)                                                                                         \
    X(SSL_CTX_get0_param)                                                                                              \
    X(SSL_CTX_set_ex_data)                                                                                             \
    X(SSL_CTX_get_ex_data)                                                                                             \
    X(SSL_get_SSL_CTX)                                                                                                 \
    X(SSL_get_ex_data_X509_STORE_CTX_idx)                                                                              \
    X(X509_STORE_CTX_get_ex_data)                                                                                      \
    X(X509_STORE_CTX_get_error)                                                                                        \
    X(X509_STORE_CTX_get_current_cert)                                                                                 \
    X(X509_STORE_CTX_get0_cert)                                                                                        \
    X(X509_VERIFY_PARAM_set1_host)                                                                                     \
    X(X509_VERIFY_PARAM_set1_ip_asc)                                                                                   \
    X(X509_VERIFY_PARAM_set_hostflags)                                                                                 \
    X(X509_verify_cert_error_string)                                                                                   \
    X(X509_check_host)                                                                                                 \
    X(X509_check_ip_asc)                                                                                               \
    X(X509_get0_notBefore)                                                                                             \
    X(X509_get0_notAfter)                                                                                              \
    X(X509_get_issuer_name)                                                                                            \
    X(X509_get_signature_nid)                                                                                          \
    X(X509_NAME_get_text_by_NID)                                                                                       \
    X(X509_get_ext_d2i)                                                                                                \
    X(OBJ_nid2sn)                                                                                                      \
    X(GENERAL_NAMES_free)                                                                                              \
    X(OPENSSL_sk_num)                                                                                                  \
    X(OPENSSL_sk_value)                                                                                                \
    X(ASN1_STRING_get0_data)                                                                                           \
    X(ASN1_STRING_length)                                                                                              \
    X(ASN1_TIME_to_tm)

struct openssl {
#define X(name) __typeof__(&name) name;
    OPENSSL_FUNCTIONS(X)
#undef X
};

/* The functions of the OpenSSL that libcurl has loaded; NULL if it uses none. */
static const struct openssl *openssl(void)
{
    static struct openssl table; /* one library a process, so one table */
    static bool loaded;
    if (loaded)
        return &table;
    static const struct library_symbol symbols[] = {
#define X(name) {#name, offsetof(struct openssl, name)},
        OPENSSL_FUNCTIONS(X)
#undef X
    };
    /* dlsym looks into its libcrypto, too */
    struct err *e =
        library_open("libssl.so.3", RTLD_LAZY | RTLD_NOLOAD, symbols, sizeof symbols / sizeof symbols[0], &table);
    loaded = e == NULL;
    err_free(e);
    return loaded ? &table : NULL;
}

static bool is_ip(const char *host)
{
    unsigned char bytes[16];
    return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

/* Seconds since 1970. */
static int64_t asn1_seconds(const struct openssl *o, const ASN1_TIME *t)
{
    struct tm tm;
    memset(&tm, 0, sizeof tm);
    return t != NULL && o->ASN1_TIME_to_tm(t, &tm) == 1 ? (int64_t)timegm(&tm) : 0;
}

/* The text if now is outside the certificate's validity, else NULL. */
static char *time_fault(const struct openssl *o, const X509 *cert)
{
    int64_t now = clock_now_ns();
    int64_t from = asn1_seconds(o, o->X509_get0_notBefore(cert));
    int64_t to = asn1_seconds(o, o->X509_get0_notAfter(cert));
    bool early = now / NS_PER_S < from;
    if (!early && now / NS_PER_S <= to)
        return NULL;
    char *then = time_format_rfc3339(now / NS_PER_S * NS_PER_S);
    struct tm tm;
    time_t edge = (time_t)(early ? from : to);
    char limit[40];
    gmtime_r(&edge, &tm); /* may lie beyond what nanoseconds can hold */
    strftime(limit, sizeof limit, "%Y-%m-%dT%H:%M:%SZ", &tm);
    char *text = xasprintf("x509: certificate has expired or is not yet valid: current time %s is %s %s", then,
                           early ? "before" : "after", limit);
    free(then);
    return text;
}

/* Adds the names of one kind (GEN_DNS or GEN_IPADD) to out. */
static void alternative_names(const struct openssl *o, const X509 *cert, int kind, struct strv *out)
{
    GENERAL_NAMES *names = o->X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
    if (names == NULL)
        return;
    int n = o->OPENSSL_sk_num((const OPENSSL_STACK *)names);
    for (int i = 0; i < n && out->n < MAX_NAMES; i++) {
        const GENERAL_NAME *name = o->OPENSSL_sk_value((const OPENSSL_STACK *)names, i);
        if (name->type != kind)
            continue;
        const unsigned char *data = o->ASN1_STRING_get0_data(name->d.ia5);
        int len = o->ASN1_STRING_length(name->d.ia5);
        char ip[INET6_ADDRSTRLEN];
        if (kind == GEN_DNS)
            strv_adopt(out, xstrndup((const char *)data, (size_t)len));
        else if ((len == 4 || len == 16) && inet_ntop(len == 4 ? AF_INET : AF_INET6, data, ip, sizeof ip) != NULL)
            strv_add(out, ip);
    }
    o->GENERAL_NAMES_free(names);
}

/* The text if the certificate is not for this host, else NULL. */
static char *name_fault(const struct openssl *o, X509 *cert, const char *host)
{
    bool ip = is_ip(host);
    if (ip ? o->X509_check_ip_asc(cert, host, 0) == 1
           : o->X509_check_host(cert, host, 0, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL) == 1)
        return NULL;
    struct strv names = {0};
    alternative_names(o, cert, ip ? GEN_IPADD : GEN_DNS, &names);
    char *list = strv_join(&names, ", ");
    char *text;
    if (names.n > 0)
        text = xasprintf("x509: certificate is valid for %s, not %s", list, host);
    else if (ip)
        text = xasprintf("x509: cannot validate certificate for %s because it doesn't contain any IP SANs", host);
    else
        text = xasprintf("x509: certificate is not valid for any names, but wanted to match %s", host);
    free(list);
    strv_release(&names);
    return text;
}

/* An authority of the right name whose key did not make the signature. */
static char *signature_fault(const struct openssl *o, const X509 *cert)
{
    char name[256] = "";
    o->X509_NAME_get_text_by_NID(o->X509_get_issuer_name(cert), NID_commonName, name, sizeof name);
    const char *algorithm = o->OBJ_nid2sn(o->X509_get_signature_nid(cert));
    bool rsa = algorithm != NULL && strstr(algorithm, "RSA") != NULL;
    char *quoted = str_quote(name);
    char *text =
        xasprintf("x509: certificate signed by unknown authority (possibly because of \"%s\" while trying to verify "
                  "candidate authority certificate %s)",
                  rsa ? "crypto/rsa: verification error" : "x509: ECDSA verification failure", quoted);
    free(quoted);
    return text;
}

/* Go's order: the server certificate's time, its names, then the chain. */
static char *fault_text(const struct openssl *o, X509_STORE_CTX *store, const char *host)
{
    X509 *leaf = o->X509_STORE_CTX_get0_cert(store);
    X509 *current = o->X509_STORE_CTX_get_current_cert(store);
    char *text = leaf != NULL ? time_fault(o, leaf) : NULL;
    if (text == NULL && leaf != NULL)
        text = name_fault(o, leaf, host);
    if (text != NULL)
        return text;
    int code = o->X509_STORE_CTX_get_error(store);
    switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        text = current != NULL ? time_fault(o, current) : NULL;
        break;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        text = xstrdup("x509: certificate signed by unknown authority");
        break;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        text = current != NULL ? signature_fault(o, current) : NULL;
        break;
    case X509_V_ERR_INVALID_PURPOSE:
        text = xstrdup("x509: certificate specifies an incompatible key usage");
        break;
    default:
        break;
    }
    return text != NULL ? text : xasprintf("x509: %s", o->X509_verify_cert_error_string(code));
}

static int on_verify(int ok, X509_STORE_CTX *store)
{
    const struct openssl *o = openssl();
    if (ok || o == NULL)
        return ok;
    const SSL *ssl = o->X509_STORE_CTX_get_ex_data(store, o->SSL_get_ex_data_X509_STORE_CTX_idx());
    struct x509_check *check = ssl != NULL ? o->SSL_CTX_get_ex_data(o->SSL_get_SSL_CTX(ssl), 0) : NULL;
    if (check == NULL || check->host == NULL)
        return ok;
    str_replace_owned(&check->fault, fault_text(o, store, check->host));
    return ok;
}

int x509_hook(void *curl, void *ssl_ctx, void *arg)
{
    const struct openssl *o = openssl();
    struct x509_check *check = arg;
    if (o == NULL || check->host == NULL || o->SSL_CTX_get_verify_mode(ssl_ctx) == SSL_VERIFY_NONE)
        return CURLE_OK;
    X509_VERIFY_PARAM *param = o->SSL_CTX_get0_param(ssl_ctx);
    o->X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    int ok = is_ip(check->host) ? o->X509_VERIFY_PARAM_set1_ip_asc(param, check->host)
                                : o->X509_VERIFY_PARAM_set1_host(param, check->host, 0);
    if (ok != 1)
        return CURLE_SSL_CONNECT_ERROR;
    o->SSL_CTX_set_ex_data(ssl_ctx, 0, check); /* the slot for the application */
    o->SSL_CTX_set_verify(ssl_ctx, SSL_VERIFY_PEER, on_verify);
    return CURLE_OK;
}
