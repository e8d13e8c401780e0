/* rawfile.h - `--raw PATH -f FILE`: a file sent to the server as it is. */
#ifndef KUBEC_RESOURCE_RAWFILE_H
#define KUBEC_RESOURCE_RAWFILE_H

#include "cli/command.h"
#include "cli/opts.h"

/* kubectl's rules for -f beside --raw: `--raw can only use a single local file or stdin` and its like. */
struct err *rawfile_check(const struct opt_files *files) ERR_MUST_USE;
/* Sends the one file of -f (- is standard input) by `method` to `path` and prints the answer. */
struct err *rawfile_send(struct cmd_ctx *ctx, const char *method, const char *path,
                         const struct opt_files *files) ERR_MUST_USE;

#endif
