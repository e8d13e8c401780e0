/* test_keypair.c - certificates and keys, and the PEM around them. */
#include "http/keypair.h"

#include "base/mem.h"
#include "base/strv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char ec_crt[] = "-----BEGIN CERTIFICATE-----\n"
                             "MIIBbzCCARWgAwIBAgIUWaAxyGJFaR2d7nJTuy/kOLjToAIwCgYIKoZIzj0EAwIw\n"
                             "DTELMAkGA1UEAwwCZWMwHhcNMjYxMTI1MDIxNzMwWhcNMzYxMTIyMDIxNzMwWjAN\n"
                             "MQswCQYDVQQDDAJlYzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIRDsg1elDjF\n"
                             "WzkmOlRmkwseqqX9HvoKRkfpnn6dI0IPc5cY/XNrUuPX2P/QvJyLBrM7WQohVMUL\n"
                             "9YcIfO7gpgejUzBRMB0GA1UdDgQWBBTO9qo4LrQx8qkGcx6JwVFEGXDXvDAfBgNV\n"
                             "HSMEGDAWgBTO9qo4LrQx8qkGcx6JwVFEGXDXvDAPBgNVHRMBAf8EBTADAQH/MAoG\n"
                             "CCqGSM49BAMCA0gAMEUCIQDtojGUyfF2HQLANfnCth6GLRr057q4g7hv02fTZX3F\n"
                             "cgIgcNxRgaDiRNv77kB0x1cBGvSbTrE12U5OrARF4ULXjGw=\n"
                             "-----END CERTIFICATE-----\n";
static const char ec_key[] = "-----BEGIN PRIVATE KEY-----\n"
                             "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCNJiJR57ON8w/Bq4\n"
                             "O/g2uVzn9Wf9za5yrNv1BL6IA8GhRANCAASEQ7INXpQ4xVs5JjpUZpMLHqql/R76\n"
                             "CkZH6Z5+nSNCD3OXGP1za1Lj19j/0LyciwazO1kKIVTFC/WHCHzu4KYH\n"
                             "-----END PRIVATE KEY-----\n";
static const char ed_crt[] = "-----BEGIN CERTIFICATE-----\n"
                             "MIIBLjCB4aADAgECAhRE9/qW9w/RZlSPUqvZ/BhGci+QvTAFBgMrZXAwDTELMAkG\n"
                             "A1UEAwwCZWQwHhcNMjYxMTI1MDIxNzMwWhcNMzYxMTIyMDIxNzMwWjANMQswCQYD\n"
                             "VQQDDAJlZDAqMAUGAytlcAMhAO68C8H7cz7323nRvNFP5ocWFQt1s2A4X7Zsxqe1\n"
                             "kYJto1MwUTAdBgNVHQ4EFgQUd7cjTzeozpCxeyQ2W+4dldLqZPIwHwYDVR0jBBgw\n"
                             "FoAUd7cjTzeozpCxeyQ2W+4dldLqZPIwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXAD\n"
                             "QQC0fhYkTO9dKG+oMC8Nt0wG9pgnq1duy/tt1pcqVhFwmwSNsJBLwCPXxB/SAoQ+\n"
                             "PoU36ffn7yRaFtwAtodyDJIC\n"
                             "-----END CERTIFICATE-----\n";
static const char ed_key[] = "-----BEGIN PRIVATE KEY-----\n"
                             "MC4CAQAwBQYDK2VwBCIEIOY5CmGh+us3zw2Q23VgN/QDp6jmsYKJ28k9NfxKo0B1\n"
                             "-----END PRIVATE KEY-----\n";

static void assert_pair(const char *cert, const char *key, const char *error)
{
    struct err *e = keypair_check(cert, strlen(cert), key, strlen(key));
    if (error == NULL) {
        assert_null(e);
        return;
    }
    assert_non_null(e);
    assert_string_equal(e->msg, error);
    err_free(e);
}

static void pairs(void **state)
{
    (void)state;
    assert_pair(ec_crt, ec_key, NULL);
    assert_pair(ed_crt, ed_key, NULL);
    assert_pair(ec_crt, ed_key, "tls: private key type does not match public key type");
    char *chain = xasprintf("words\n%s%s", ec_crt, ed_crt), *both = xasprintf("%s%s", ec_key, ec_crt);
    assert_pair(chain, ec_key, NULL);
    assert_pair(chain, ed_key, "tls: private key type does not match public key type");
    assert_pair(both, both, NULL);
    free(both);
    free(chain);
}

static void wrong_blocks(void **state)
{
    (void)state;
    assert_pair("", ec_key, "tls: failed to find any PEM data in certificate input");
    assert_pair(ec_crt, "x", "tls: failed to find any PEM data in key input");
    assert_pair(ec_key, ec_crt,
                "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs "
                "may have been switched");
    assert_pair(ec_crt, ed_crt, "tls: found a certificate rather than a key in the PEM for the private key");
    assert_pair("-----BEGIN A-----\nAAAA\n-----END A-----\n-----BEGIN B-----\nAAAA\n-----END B-----\n", ec_key,
                "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the "
                "following types: [A B]");
    assert_pair(ec_crt, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "tls: failed to parse private key");
    assert_pair("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", ec_key, "x509: malformed certificate");
}

/* What cuts a text anywhere must neither be taken for a block nor read outside of it (the sanitizers look). */
static void cut_texts(void **state)
{
    (void)state;
    for (size_t n = 0; n < strlen(ec_crt); n++) {
        char *cut = xstrndup(ec_crt, n);
        struct err *e = keypair_check(cut, n, ec_key, strlen(ec_key));
        bool whole = n >= strlen(ec_crt) - 1; /* without the last line break it is one */
        assert_true((e == NULL) == whole);
        err_free(e);
        free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pairs), cmocka_unit_test(wrong_blocks),
                                       cmocka_unit_test(cut_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
