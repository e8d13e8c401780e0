/* sigpipe.c - SIGPIPE while libcurl works and while callbacks work. */
#include "http/internal.h"

void sigpipe_ignore(struct http_client *c)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    if (c->sigpipe_depth++ == 0)
        sigaction(SIGPIPE, &ignore, &c->sigpipe);
}

void sigpipe_unignore(struct http_client *c)
{
    if (--c->sigpipe_depth == 0)
        sigaction(SIGPIPE, &c->sigpipe, NULL);
}

int sigpipe_restore(struct http_client *c)
{
    int depth = c->sigpipe_depth;
    if (depth > 0)
        sigaction(SIGPIPE, &c->sigpipe, NULL);
    c->sigpipe_depth = 0;
    return depth;
}

void sigpipe_ignore_again(struct http_client *c, int depth)
{
    if (depth > 0)
        sigpipe_ignore(c);
    c->sigpipe_depth = depth;
}
