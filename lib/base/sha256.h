/* sha256.h - the hash SHA-256 (FIPS 180-4), for names made from content. */
#ifndef KUBEC_BASE_SHA256_H
#define KUBEC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32

/* The hash of the n bytes. */
void sha256(const void *bytes, size_t n, uint8_t out[SHA256_BYTES]);

#endif
