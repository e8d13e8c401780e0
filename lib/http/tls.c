/* tls.c - certificates, names and versions of the TLS connection. */
#include "http/internal.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PEM (16u << 20)

/* `data` if set, else the file's text, else NULL. */
static struct err *data_or_file(const char *data, const char *file, char **out)
{
    *out = NULL;
    if (!str_empty(data)) {
        *out = xstrdup(data);
        return NULL;
    }
    if (str_empty(file))
        return NULL;
    struct buf b;
    buf_init(&b, MAX_PEM);
    struct err *e = file_read(file, &b);
    if (e == NULL)
        *out = buf_take(&b);
    buf_release(&b);
    return e;
}

struct err *tls_files_read(const struct rest_config *c, struct tls_files *out)
{
    struct err *e = NULL;
    if (!c->insecure)
        e = data_or_file(c->ca_pem, c->ca_file, &out->ca);
    if (e == NULL && out->ca != NULL && strstr(out->ca, "-----BEGIN CERTIFICATE-----") == NULL)
        return err_new("unable to load root certificates: unable to parse bytes as PEM block");
    if (e == NULL)
        e = data_or_file(c->cert_pem, c->cert_file, &out->cert);
    if (e == NULL)
        e = data_or_file(c->key_pem, c->key_file, &out->key);
    if (e != NULL)
        return e;
    if (out->cert != NULL && strstr(out->cert, "-----BEGIN CERTIFICATE-----") == NULL)
        return err_new("tls: failed to find any PEM data in certificate input");
    if (out->cert != NULL && out->key != NULL && strstr(out->key, "PRIVATE KEY-----") == NULL)
        return err_new("tls: failed to find any PEM data in key input");
    if (out->ca == NULL) {
        out->ca_file = xstrdup_null(getenv("SSL_CERT_FILE"));
        out->ca_dir = xstrdup_null(getenv("SSL_CERT_DIR"));
    }
    return NULL;
}

/* Frees a text that may be a private key, leaving nothing of it in memory. */
static void free_secret(char *s)
{
    if (s != NULL)
        explicit_bzero(s, strlen(s));
    free(s);
}

void tls_files_release(struct tls_files *t)
{
    free(t->ca);
    free(t->cert);
    free_secret(t->key);
    free(t->ca_file);
    free(t->ca_dir);
    memset(t, 0, sizeof *t);
}

static void set_blob(struct http_client *c, CURL *easy, CURLoption option, char *text)
{
    struct curl_blob blob = {.data = text, .len = text != NULL ? strlen(text) : 0, .flags = CURL_BLOB_NOCOPY};
    c->curl->easy_setopt(easy, option, text != NULL ? &blob : NULL);
}

static void apply_roots(struct http_client *c, CURL *easy)
{
    struct tls_files *t = &c->tls;
    if (c->config->insecure) {
        c->curl->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        c->curl->easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
        c->curl->easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 0L);
        c->curl->easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 0L);
        return;
    }
    if (t->ca != NULL) {
        /* Only this authority counts: libcurl's built-in folder of roots must go. */
        c->curl->easy_setopt(easy, CURLOPT_CAINFO, NULL);
        c->curl->easy_setopt(easy, CURLOPT_CAPATH, NULL);
        c->curl->easy_setopt(easy, CURLOPT_PROXY_CAINFO, NULL);
        c->curl->easy_setopt(easy, CURLOPT_PROXY_CAPATH, NULL);
        set_blob(c, easy, CURLOPT_CAINFO_BLOB, t->ca);
        set_blob(c, easy, CURLOPT_PROXY_CAINFO_BLOB, t->ca);
        return;
    }
    if (t->ca_file != NULL || t->ca_dir != NULL) {
        /* Go takes the other of the two from the system only when it is not set. */
        if (t->ca_file != NULL) {
            c->curl->easy_setopt(easy, CURLOPT_CAINFO, t->ca_file);
            c->curl->easy_setopt(easy, CURLOPT_PROXY_CAINFO, t->ca_file);
        }
        if (t->ca_dir != NULL) {
            c->curl->easy_setopt(easy, CURLOPT_CAPATH, t->ca_dir);
            c->curl->easy_setopt(easy, CURLOPT_PROXY_CAPATH, t->ca_dir);
        }
    }
}

static CURLcode ssl_ctx_hook(CURL *easy, void *ssl_ctx, void *arg)
{
    return (CURLcode)x509_hook(easy, ssl_ctx, arg);
}

void tls_apply(struct http_client *c, CURL *easy)
{
    c->curl->easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    c->curl->easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    apply_roots(c, easy);
    /* The hook would meet an https proxy's certificate, too: that one is left to libcurl. */
    if (!c->config->insecure && !str_starts(c->proxy, "https:")) {
        c->x509.host = c->tls_host;
        c->curl->easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, ssl_ctx_hook);
        c->curl->easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &c->x509);
    }
    bool plugin = c->credentials.cert_pem != NULL && c->credentials.key_pem != NULL;
    char *cert = plugin ? c->credentials.cert_pem : c->tls.cert;
    char *key = plugin ? c->credentials.key_pem : c->tls.key;
    set_blob(c, easy, CURLOPT_SSLCERT_BLOB, cert);
    set_blob(c, easy, CURLOPT_SSLKEY_BLOB, key);
}
