/* call.c - one call, waited for; escaping. */
#include "http/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct waited {
    struct http_response *resp;
    struct err *err;
};

static void waited_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct waited *w = arg;
    w->err = e;
    if (resp == NULL)
        return;
    struct http_response *from = (struct http_response *)resp; /* ours: moved out instead of copied */
    *w->resp = *from;
    buf_init(&from->body, from->body.max);
    from->content_type = NULL;
    from->warnings = (struct strv){0};
}

struct err *http_do(struct http_client *c, const struct http_call *call, struct http_response *resp)
{
    memset(resp, 0, sizeof *resp);
    buf_init(&resp->body, 0);
    struct waited w = {.resp = resp};
    struct http_request *r = http_start(c, call);
    r->call.done = waited_done;
    r->done_arg = &w;
    http_run(c, r);
    return w.err;
}

void http_response_release(struct http_response *r)
{
    buf_release(&r->body);
    free(r->content_type);
    r->content_type = NULL;
    strv_release(&r->warnings);
}

void http_escape(struct buf *out, const char *s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (; *s != '\0'; s++) {
        unsigned char ch = (unsigned char)*s;
        bool keep = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '-' ||
                    ch == '_' || ch == '.' || ch == '~';
        if (keep) {
            buf_addc(out, (char)ch);
        } else {
            buf_addc(out, '%');
            buf_addc(out, hex[ch >> 4]);
            buf_addc(out, hex[ch & 15]);
        }
    }
}
