/* version.c - versions of client and server. */
#include "api/version.h"

#include "api/discovery.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "doc/doc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The fields of apimachinery's version.Info in its order. */
static const struct {
    const char *json, *go;
    bool optional;
} fields[] = {
    {"major", "Major", false},
    {"minor", "Minor", false},
    {"emulationMajor", "EmulationMajor", true},
    {"emulationMinor", "EmulationMinor", true},
    {"minCompatibilityMajor", "MinCompatibilityMajor", true},
    {"minCompatibilityMinor", "MinCompatibilityMinor", true},
    {"gitVersion", "GitVersion", false},
    {"gitCommit", "GitCommit", false},
    {"gitTreeState", "GitTreeState", false},
    {"buildDate", "BuildDate", false},
    {"goVersion", "GoVersion", false},
    {"compiler", "Compiler", false},
    {"platform", "Platform", false},
};
#define NFIELDS (sizeof fields / sizeof fields[0])

struct err *server_version(struct session *s, cJSON **out)
{
    struct http_client *client;
    struct err *e = session_http(s, &client);
    if (e != NULL)
        return e;
    struct http_response resp = {0};
    char *path = discovery_path(s, "/version");
    struct http_call call = {.method = "GET", .path = path, .max_bytes = (size_t)1 << 20};
    e = http_do(client, &call, &resp);
    free(path);
    if (e != NULL)
        return e;
    cJSON *tree = NULL;
    if (resp.status < 200 || resp.status > 206) {
        e = status_err_generic(&resp, "GET");
    } else {
        e = doc_parse_json(resp.body.data, resp.body.len, &tree);
        e = err_wrap(e, "unable to parse the server version");
    }
    http_response_release(&resp);
    if (e != NULL)
        return e;
    cJSON *info = cJSON_CreateObject();
    if (info == NULL)
        out_of_memory();
    for (size_t i = 0; i < NFIELDS; i++) {
        const char *v = doc_str_at(tree, fields[i].json);
        if (v != NULL || !fields[i].optional)
            doc_set_str(info, fields[i].json, v != NULL ? v : "");
    }
    cJSON_Delete(tree);
    *out = info;
    return NULL;
}

/* A version.Info as Go's %#v prints it. The caller frees. */
static char *go_syntax(const cJSON *info)
{
    struct buf b = buf_new();
    buf_adds(&b, "version.Info{");
    for (size_t i = 0; i < NFIELDS; i++) {
        const char *v = doc_str_at(info, fields[i].json);
        char *quoted = str_quote(v != NULL ? v : "");
        buf_addf(&b, "%s%s:%s", i > 0 ? ", " : "", fields[i].go, quoted);
        free(quoted);
    }
    buf_addc(&b, '}');
    return buf_take(&b);
}

struct err *version_must_match(struct session *s)
{
    cJSON *server = NULL;
    struct err *e = server_version(s, &server);
    if (e != NULL) {
        char *text = err_go_text(e);
        struct err *wrapped = err_new("couldn't read version from server: %s", text);
        free(text);
        err_free(e);
        return wrapped;
    }
    if (!str_eq(doc_str_at(server, "gitVersion"), KUBE_VERSION)) {
        cJSON *client = cJSON_CreateObject();
        if (client == NULL)
            out_of_memory();
        doc_set_str(client, "major", KUBE_MAJOR);
        doc_set_str(client, "minor", KUBE_MINOR);
        doc_set_str(client, "gitVersion", KUBE_VERSION);
        char *a = go_syntax(server), *b = go_syntax(client);
        e = err_new("server version (&%s) differs from client version (%s)", a, b);
        free(a);
        free(b);
        cJSON_Delete(client);
    }
    cJSON_Delete(server);
    return e;
}

static bool number(const char **p, unsigned long *out)
{
    if (**p < '0' || **p > '9' || (**p == '0' && (*p)[1] >= '0' && (*p)[1] <= '9'))
        return false;
    char *end;
    errno = 0;
    *out = strtoul(*p, &end, 10);
    *p = end;
    return errno == 0;
}

bool version_parse(const char *git_version, unsigned long *major, unsigned long *minor, char **why)
{
    const char *p = git_version + (git_version[0] == 'v' ? 1 : 0);
    unsigned long patch;
    bool ok = number(&p, major) && *p++ == '.' && number(&p, minor) && *p++ == '.' && number(&p, &patch) &&
              (*p == '\0' || *p == '-' || *p == '+');
    if (!ok && why != NULL) {
        char *quoted = str_quote(git_version);
        *why = xasprintf("could not parse %s as version", quoted);
        free(quoted);
    }
    return ok;
}

struct err *version_skew(const char *server_git_version, char **out)
{
    unsigned long cmajor = 0, cminor = 0, smajor, sminor;
    *out = NULL;
    (void)version_parse(KUBE_VERSION, &cmajor, &cminor, NULL);
    char *why = NULL;
    if (!version_parse(server_git_version, &smajor, &sminor, &why)) {
        struct err *e = err_new("server version error: %s", why);
        free(why);
        return e;
    }
    unsigned long apart = cminor > sminor ? cminor - sminor : sminor - cminor;
    if (cmajor != smajor || apart > 1)
        *out = xasprintf("version difference between client (%lu.%lu) and server (%lu.%lu) exceeds the supported minor "
                         "version skew of +/-1",
                         cmajor, cminor, smajor, sminor);
    return NULL;
}
