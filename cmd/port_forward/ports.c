/* ports.c - what the ports on the command line mean. */
#include "port_forward.h"

#include "base/mem.h"
#include "doc/doc.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char *text_at(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return s != NULL ? s : "";
}

static bool number_at(const cJSON *object, const char *key, int64_t *out)
{
    return doc_get_int64(doc_get(object, key), out);
}

/* kubectl's splitPort: what has more than two parts stands for its first. */
static void split(const char *word, char **local, char **remote)
{
    struct strv parts = {0};
    strv_split(&parts, word, ':');
    *local = xstrdup(parts.v[0]);
    *remote = xstrdup(parts.v[parts.n == 2 ? 1 : 0]);
    strv_release(&parts);
}

/* Go's strconv.Atoi: false where it has an error. */
static bool atoi_go(const char *s, int64_t *out)
{
    const char *p = *s == '+' || *s == '-' ? s + 1 : s;
    int64_t n = 0;
    if (*p == '\0')
        return false;
    for (; *p != '\0'; p++) {
        if (*p < '0' || *p > '9' || n > (INT64_MAX - 9) / 10)
            return false;
        n = n * 10 + (*p - '0');
    }
    *out = *s == '-' ? -n : n;
    return true;
}

static bool port_named(const cJSON *containers, const char *name, int64_t *out)
{
    const cJSON *c, *p;
    cJSON_ArrayForEach(c, containers)
    {
        cJSON_ArrayForEach(p, doc_get(c, "ports"))
        {
            if (str_eq(text_at(p, "name"), name))
                return number_at(p, "containerPort", out);
        }
    }
    return false;
}

static struct err *pod_port(const cJSON *pod, const char *name, int64_t *out)
{
    if (port_named(doc_at(pod, "spec.containers"), name, out) ||
        port_named(doc_at(pod, "spec.initContainers"), name, out))
        return NULL;
    return err_new("Pod '%s' does not have a named port '%s'", text_at(pod, "metadata.name"), name);
}

static struct err *service_port(const cJSON *service, const char *name, int64_t *out)
{
    const cJSON *p;
    cJSON_ArrayForEach(p, doc_at(service, "spec.ports"))
    {
        if (str_eq(text_at(p, "name"), name) && number_at(p, "port", out))
            return NULL;
    }
    return err_new("Service '%s' does not have a named port '%s'", text_at(service, "metadata.name"), name);
}

/* The pod's port behind a port of the Service. */
static struct err *target_port(const cJSON *service, const cJSON *pod, int64_t port, int64_t *out)
{
    const cJSON *p;
    int64_t n;
    cJSON_ArrayForEach(p, doc_at(service, "spec.ports"))
    {
        if (!number_at(p, "port", &n) || n != port)
            continue;
        const cJSON *target = doc_get(p, "targetPort");
        *out = port;
        if (str_eq(text_at(service, "spec.clusterIP"), "None"))
            return NULL;
        if (cJSON_IsString(target))
            return pod_port(pod, target->valuestring, out);
        if (doc_get_int64(target, &n) && n != 0)
            *out = n;
        return NULL;
    }
    return err_new("Service %s does not have a service port %lld", text_at(service, "metadata.name"), (long long)port);
}

static bool has_port(const cJSON *ports, const char *key, int64_t port, const char *protocol)
{
    const cJSON *p;
    int64_t n;
    cJSON_ArrayForEach(p, ports)
    {
        if (number_at(p, key, &n) && n == port && str_eq(text_at(p, "protocol"), protocol))
            return true;
    }
    return false;
}

/* True if the port is declared for UDP and not for TCP. */
static bool only_udp(bool service, const cJSON *object, int64_t port)
{
    bool udp = false, tcp = false;
    const cJSON *c;
    if (service) {
        const cJSON *ports = doc_at(object, "spec.ports");
        return has_port(ports, "port", port, "UDP") && !has_port(ports, "port", port, "TCP");
    }
    cJSON_ArrayForEach(c, doc_at(object, "spec.containers"))
    {
        udp = udp || has_port(doc_get(c, "ports"), "containerPort", port, "UDP");
        tcp = tcp || has_port(doc_get(c, "ports"), "containerPort", port, "TCP");
    }
    return udp && !tcp;
}

/* The port is one of `object`, the Service or the pod. */
static struct err *check_udp(bool service, const cJSON *object, const char *word)
{
    char *local, *remote;
    int64_t n = 0;
    split(word, &local, &remote);
    struct err *e = NULL;
    if (!atoi_go(remote, &n))
        e = service ? service_port(object, remote, &n) : pod_port(object, remote, &n);
    if (e == NULL && only_udp(service, object, n))
        e = err_new("UDP protocol is not supported for %s", remote);
    free(local);
    free(remote);
    return e;
}

static struct err *resolve_service(const cJSON *service, const cJSON *pod, char **local, char **remote)
{
    int64_t n = 0;
    if (!atoi_go(*remote, &n)) {
        struct err *e = service_port(service, *remote, &n);
        if (e != NULL)
            return e;
        if (str_eq(*local, *remote))
            str_replace_owned(local, xasprintf("%lld", (long long)n));
    }
    struct err *e = target_port(service, pod, n, &n);
    if (e == NULL)
        str_replace_owned(remote, xasprintf("%lld", (long long)n));
    return e;
}

static struct err *resolve_pod(const cJSON *pod, char **local, char **remote)
{
    int64_t n = 0;
    if (str_empty(*remote))
        return err_new("remote port cannot be empty");
    if (atoi_go(*remote, &n))
        return NULL;
    struct err *e = pod_port(pod, *remote, &n);
    if (e != NULL)
        return e;
    char *number = xasprintf("%lld", (long long)n);
    if (str_eq(*local, *remote))
        str_replace_owned(local, xstrdup(number));
    str_replace_owned(remote, number);
    return NULL;
}

struct err *ports_resolve(const struct strv *words, const struct api_resource *r, const cJSON *object, const cJSON *pod,
                          struct strv *numbers)
{
    bool service = str_eq(r->kind, "Service") && str_empty(r->group);
    struct err *e = NULL;
    for (size_t i = 0; i < words->n && e == NULL; i++)
        e = check_udp(service, service ? object : pod, words->v[i]);
    for (size_t i = 0; i < words->n && e == NULL; i++) {
        char *local, *remote;
        split(words->v[i], &local, &remote);
        e = service ? resolve_service(object, pod, &local, &remote) : resolve_pod(pod, &local, &remote);
        if (e == NULL)
            strv_adopt(numbers, str_eq(local, remote) ? xstrdup(remote) : xasprintf("%s:%s", local, remote));
        free(local);
        free(remote);
    }
    return e;
}

/* Go's strconv.ParseUint(s, 10, 16). */
static struct err *parse_uint16(const char *s, const char *which, uint16_t *out)
{
    const char *why = s[0] == '\0' ? "invalid syntax" : NULL;
    uint32_t n = 0;
    for (const char *p = s; *p != '\0' && why == NULL; p++) {
        if (*p < '0' || *p > '9')
            why = "invalid syntax";
        else if ((n = n * 10 + (uint32_t)(*p - '0')) > UINT16_MAX)
            why = strspn(p, "0123456789") == strlen(p) ? "value out of range" : "invalid syntax";
    }
    *out = (uint16_t)n;
    if (why == NULL)
        return NULL;
    char *quoted = str_quote(s);
    struct err *e = err_new("error parsing %s port '%s': strconv.ParseUint: parsing %s: %s", which, s, quoted, why);
    free(quoted);
    return e;
}

struct err *forwards_parse(const struct strv *numbers, struct forwards *out)
{
    out->v = xcalloc(numbers->n + 1, sizeof *out->v);
    struct err *e = NULL;
    for (size_t i = 0; i < numbers->n && e == NULL; i++) {
        struct forward *f = &out->v[out->n++];
        char *local, *remote;
        split(numbers->v[i], &local, &remote);
        e = parse_uint16(str_empty(local) ? "0" : local, "local", &f->local);
        if (e == NULL)
            e = parse_uint16(remote, "remote", &f->remote);
        if (e == NULL && f->remote == 0)
            e = err_new("remote port must be > 0");
        free(local);
        free(remote);
    }
    return e;
}
