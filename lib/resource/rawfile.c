/* rawfile.c - a file sent to the server as it is. */
#include "resource/rawfile.h"

#include "api/request.h"
#include "api/session.h"
#include "base/file.h"
#include "doc/doc.h"

#include <string.h>

struct err *rawfile_check(const struct opt_files *files)
{
    const char *file = files->filenames.n > 0 ? files->filenames.v[0] : "";
    if (files->filenames.n != 1)
        return err_new("--raw can only use a single local file or stdin");
    if (str_starts(file, "http://") || str_starts(file, "https://"))
        return err_new("--raw cannot read from a url");
    return files->recursive ? err_new("--raw and --recursive are mutually exclusive") : NULL;
}

struct err *rawfile_send(struct cmd_ctx *ctx, const char *method, const char *path, const struct opt_files *files)
{
    struct session *s = session_get(ctx);
    const char *file = files->filenames.v[0];
    struct buf body, answer = buf_new();
    buf_init(&body, DOC_MAX_BYTES);
    struct err *e;
    if (strcmp(file, "-") == 0) {
        session_stdin_taken(s);
        e = file_read_fd(fileno(ctx->in), "STDIN", &body);
    } else {
        e = file_read(file, &body);
    }
    if (e != NULL && str_starts(e->msg, "read ")) {
        /* kubectl reads while it sends, and takes the error for the connection's. */
        struct err *net = err_new_kind(ERR_NET, "Unable to connect to the server: %s", e->msg);
        err_free(e);
        e = net;
    }
    if (e == NULL)
        e = api_raw(s, method, path, body.data, body.len, &answer);
    if (e == NULL)
        fwrite(answer.data, 1, answer.len, ctx->out);
    buf_release(&body);
    buf_release(&answer);
    return e;
}
