/* x509.h - the checking of the server's certificate by Go's rules and in Go's words.
 *
 * libcurl verifies with OpenSSL; this hooks into OpenSSL's verification so that names are checked as Go's crypto/x509
 * does (subject alternative names only, never the common name), and keeps a text of the first fault. OpenSSL is called
 * through the library that libcurl has already loaded. With a libcurl that was built on another TLS library nothing is
 * hooked, and libcurl's own checks and words stand.
 */
#ifndef KUBEC_HTTP_X509_H
#define KUBEC_HTTP_X509_H

/* What a connection is checked for and what was wrong. Lives as long as the client. */
struct x509_check {
    const char
        *host;   /* the name or address (without brackets) that the certificate must have; NULL: nothing is checked */
    char *fault; /* "x509: certificate has expired …", or NULL; owned */
};

/* For CURLOPT_SSL_CTX_FUNCTION; `arg` is a struct x509_check. */
int x509_hook(void *curl, void *ssl_ctx, void *arg);

#endif
