/* sources.h - where the keys and values of ConfigMaps and Secrets come from: --from-file, --from-literal,
 * --from-env-file. */
#ifndef KUBEC_CMD_CREATE_SOURCES_H
#define KUBEC_CMD_CREATE_SOURCES_H

#include "base/err.h"
#include "base/strv.h"
#include "cli/flag.h"

#include <cjson/cJSON.h>

/* The flags. */
struct sources_in {
    struct strv files, literals, env_files;
    bool append_hash;
};
extern const struct flag sources_flags[];
/* kubectl's error for flags that exclude each other. */
struct err *sources_check(const struct sources_in *in) ERR_MUST_USE;

/* Takes a key and its value of n bytes (any). */
typedef struct err *source_add_fn(void *arg, const char *key, const char *bytes, size_t n);

/* --from-file: files (KEY=PATH, or PATH, whose base name is the key) and folders, whose regular files are taken in the
 * order of their names. The errors are kubectl's. */
struct err *sources_files(const struct strv *sources, source_add_fn *add, void *arg) ERR_MUST_USE;
/* --from-literal: KEY=VALUE. */
struct err *sources_literals(const struct strv *sources, source_add_fn *add, void *arg) ERR_MUST_USE;
/* --from-env-file: lines KEY=VALUE; a KEY alone takes its value from the environment; `what` is in the error for a
 * folder ("config", "secret"). */
struct err *sources_env_files(const struct strv *sources, const char *what, source_add_fn *add, void *arg) ERR_MUST_USE;

/* kubectl's hash of a content (--append-hash): ten letters and digits. Takes the members of `content`: kind, name, data
 * and so on, at any order; frees it. The caller frees the text. */
char *content_hash(cJSON *content);
/* metadata.name becomes NAME-HASH. Takes content. */
void append_hash(cJSON *object, cJSON *content);

#endif
