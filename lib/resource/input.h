/* input.h - what -f and -k name: files, folders, patterns, standard input, URLs, kustomizations; and their text.
 *
 * Source of the rules: cli-runtime's resource.Builder (FilenameParam, Path, Stdin, URL) and its visitors.
 */
#ifndef KUBEC_RESOURCE_INPUT_H
#define KUBEC_RESOURCE_INPUT_H

#include "base/err.h"
#include "base/strv.h"
#include "cli/opts.h"
#include "doc/doc.h"

#include <stdio.h>

enum input_kind { INPUT_FILE, INPUT_STDIN, INPUT_URL, INPUT_KUSTOMIZE };

struct input {
    enum input_kind kind;
    char *name; /* the path, the URL, the folder of the kustomization; "STDIN" */
};

struct inputs {
    struct input *v;
    size_t n;
    bool folder; /* a folder gave more than one file */
    bool stream; /* standard input is among them */
};

/* Finds what to read, in order; reads no text. The error is the aggregate of all that cannot be found, in kubectl's
 * words. */
struct err *inputs_find(const struct opt_files *files, struct inputs *out) ERR_MUST_USE;
void inputs_release(struct inputs *in);

/* Reads one input whole. `in`: the command's standard input. UTF-16 with a byte order mark becomes UTF-8. A URL is
 * tried three times, a second apart, when the connection or the server (5xx) fails. */
struct err *input_read(const struct input *i, FILE *in, struct source **out) ERR_MUST_USE;

/* Go's filepath.Glob: appends the paths that match, each folder's sorted; *bad is true for a malformed pattern. */
void glob_paths(const char *pattern, struct strv *out, bool *bad);

#endif
