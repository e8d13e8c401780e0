/* sha1.h - the hash SHA-1 (FIPS 180-4), which the handshake of WebSockets asks for. Not for anything secret. */
#ifndef KUBEC_BASE_SHA1_H
#define KUBEC_BASE_SHA1_H

#include <stddef.h>
#include <stdint.h>

#define SHA1_BYTES 20

/* The hash of the n bytes. */
void sha1(const void *bytes, size_t n, uint8_t out[SHA1_BYTES]);

#endif
