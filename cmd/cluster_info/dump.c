/* dump.c - "cluster-info dump": what one needs to look into a cluster's trouble, in one go or in a folder. */
#include "cluster_info/children.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/status.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "print/print.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

struct dump {
    struct {
        struct opt_print print;
        const char *directory;
        struct strv namespaces;
        bool all_namespaces;
        struct duration pod_running_timeout;
    } in;
    struct cmd_ctx *ctx;
    const char *ns;
    struct printer printer;
};

static const struct flag flags[] = {
    FLAG_BOOL(struct dump, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "Dump all namespaces; --namespaces does not count then."),
    FLAG_STRINGS(struct dump, in.namespaces, "namespaces", 0, "NAME,…", "", 0,
                 "The namespaces to dump, instead of kube-system and the current one."),
    FLAG_STRING(struct dump, in.directory, "output-directory", 0, "FOLDER", "", 0,
                "Write files into this folder; - or empty: everything to standard output."),
    FLAG_DURATION(
        struct dump, in.pod_running_timeout, "pod-running-timeout", 0, "DURATION", "20s", 0,
        "How long to wait for a pod (such as 5s, 2m, 3h), above zero; the logs of a pod are asked for as it is."),
    FLAG_GROUP(struct dump, in.print, opt_print_json_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct dump *o = opts;
    const struct rest_config *config = NULL;
    bool given;
    (void)argc;
    (void)argv;
    o->ctx = ctx;
    struct err *e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (e == NULL)
        e = session_config(session_get(ctx), &config);
    if (e == NULL && o->in.pod_running_timeout.ns <= 0)
        e = err_new("--pod-running-timeout must be higher than zero");
    return e != NULL ? e : session_namespace(session_get(ctx), &o->ns, &given);
}

/* ---- where it goes ---- */

/* A file that is being made; without a folder it is standard output. */
struct sheet {
    FILE *to;
    char *path, *text;
    size_t n;
};

/* A name that stays in its folder: the server's word is not trusted with paths. */
static bool is_plain(const char *name)
{
    return strchr(name, '/') == NULL && !str_eq(name, "..") && !str_eq(name, ".");
}

static void sheet_open(const struct dump *o, struct sheet *s, const char *ns, const char *name, const char *ending)
{
    *s = (struct sheet){.to = o->ctx->out};
    if (str_empty(o->in.directory) || str_eq(o->in.directory, "-"))
        return;
    char *folder = path_join(o->in.directory, ns), *file = xasprintf("%s%s", name, ending);
    s->path = path_join(folder, file);
    s->to = open_memstream(&s->text, &s->n);
    free(folder);
    free(file);
}

/* Folders and files are for their owner alone: logs may hold credentials. */
static struct err *sheet_close(struct sheet *s)
{
    if (s->path == NULL)
        return NULL;
    char *folder = path_dir(s->path);
    struct err *e = s->to == NULL || fclose(s->to) != 0 ? err_new("no memory for %s", s->path) : NULL;
    if (e == NULL)
        e = file_mkdir_all(folder, 0700);
    if (e == NULL)
        e = file_write_atomic(s->path, s->text, s->n, 0600, false);
    free(folder);
    free(s->text);
    free(s->path);
    return e;
}

/* ---- what is dumped ---- */

static const char *ending_of(const struct dump *o)
{
    return str_eq(o->in.print.output, "json") ? ".json" : str_eq(o->in.print.output, "yaml") ? ".yaml" : ".txt";
}

/* All objects of a built-in kind, as kubectl's Go type of the list holds them; *out is the caller's. */
static struct err *read_list(struct dump *o, const char *api_version, const char *kind, const char *ns, cJSON **out)
{
    struct gvk gvk = gvk_parse(api_version, kind);
    struct api_call call = {.verb = "list", .ns = ns};
    cJSON *list = NULL, *item;
    struct err *e = mapping_for_gvk(session_get(o->ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do(session_get(o->ctx), &call, &list);
    if (e == NULL) {
        cJSON *items = cJSON_CreateArray(), *typed;
        *out = cJSON_CreateObject();
        char *list_kind = xasprintf("%sList", kind);
        doc_set_str(*out, "kind", list_kind);
        doc_set_str(*out, "apiVersion", api_version);
        doc_set(*out, "metadata", doc_dup(doc_get(list, "metadata")));
        free(list_kind);
        cJSON_ArrayForEach(item, doc_get(list, "items"))
        {
            struct err *ignored = typed_object(call.resource, item, &typed);
            cJSON *one = ignored == NULL ? typed : doc_dup(item);
            err_free(ignored);
            doc_remove(one, "kind");
            doc_remove(one, "apiVersion");
            cJSON_AddItemToArray(items, one);
        }
        if (items->child == NULL) { /* a nil slice */
            cJSON_Delete(items);
            items = cJSON_CreateNull();
        }
        doc_set(*out, "items", items);
    }
    cJSON_Delete(list);
    gvk_release(&gvk);
    return e;
}

/* Dumps one list; *out is given to the caller when it is not NULL. */
static struct err *dump_list(struct dump *o, const char *api_version, const char *kind, const char *ns,
                             const char *name, cJSON **out)
{
    struct sheet s;
    cJSON *list = NULL;
    struct err *e = read_list(o, api_version, kind, ns, &list);
    if (e != NULL)
        return e;
    if (o->printer.format == OUTPUT_NAME) {
        const char *version = strrchr(api_version, '/');
        cJSON_Delete(list);
        return err_new("list types are not supported by name printing: *%s.%sList",
                       version != NULL ? version + 1 : api_version, kind);
    }
    sheet_open(o, &s, ns, name, ending_of(o));
    e = s.to != NULL ? print_object(&o->printer, s.to, list) : NULL;
    struct err *failed = sheet_close(&s);
    err_collect(&e, failed);
    if (out != NULL)
        *out = list;
    else
        cJSON_Delete(list);
    return err_reduce(e);
}

static void dump_log(struct dump *o, FILE *to, const cJSON *pod, const char *container)
{
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Pod"};
    const char *ns = doc_str_at(pod, "metadata.namespace"), *name = doc_str_at(pod, "metadata.name");
    const char *query[] = {"container", container, NULL};
    struct api_call call = {.verb = "get", .ns = ns, .name = name, .subresource = "log", .query = query};
    struct buf log = buf_new();
    fprintf(to, "==== START logs for container %s of pod %s/%s ====\n", container, ns, name);
    struct err *e = mapping_for_gvk(session_get(o->ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do_raw(session_get(o->ctx), &call, &log);
    if (e != NULL) {
        char *why = err_go_text(e);
        fprintf(to, "Request log error: %s\n", why);
        free(why);
        err_free(e);
    } else if (log.len > 0) {
        fwrite(log.data, 1, log.len, to);
    }
    fprintf(to, "==== END logs for container %s of pod %s/%s ====\n", container, ns, name);
    buf_release(&log);
}

static struct err *dump_logs(struct dump *o, const char *ns, const cJSON *pod)
{
    static const char *const lists[] = {"spec.initContainers", "spec.containers"};
    struct sheet s;
    const cJSON *c;
    const char *name = doc_str_at(pod, "metadata.name");
    if (name == NULL || !is_plain(name))
        return err_new("a pod of the namespace %s has a name that is none", ns);
    char *file = xasprintf("%s/logs", name);
    sheet_open(o, &s, ns, file, ".txt");
    for (size_t i = 0; i < 2 && s.to != NULL; i++) {
        cJSON_ArrayForEach(c, doc_at(pod, lists[i]))
        {
            const char *container = doc_str_at(c, "name");
            dump_log(o, s.to, pod, container != NULL ? container : "");
        }
    }
    free(file);
    return sheet_close(&s);
}

static struct err *dump_namespace(struct dump *o, const char *ns)
{
    static const char *const kinds[][3] = {{"v1", "Event", "events"},
                                           {"v1", "ReplicationController", "replication-controllers"},
                                           {"v1", "Service", "services"},
                                           {"apps/v1", "DaemonSet", "daemonsets"},
                                           {"apps/v1", "Deployment", "deployments"},
                                           {"apps/v1", "ReplicaSet", "replicasets"}};
    cJSON *pods = NULL;
    const cJSON *pod;
    struct err *e = is_plain(ns) ? NULL : err_new("%s is no name of a namespace", ns);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && e == NULL; i++)
        e = dump_list(o, kinds[i][0], kinds[i][1], ns, kinds[i][2], NULL);
    if (e == NULL)
        e = dump_list(o, "v1", "Pod", ns, "pods", &pods);
    cJSON_ArrayForEach(pod, doc_get(pods, "items"))
    {
        if (e == NULL)
            e = dump_logs(o, ns, pod);
    }
    cJSON_Delete(pods);
    return e;
}

static struct err *find_namespaces(struct dump *o, struct strv *out)
{
    cJSON *list = NULL;
    const cJSON *one;
    if (!o->in.all_namespaces && o->in.namespaces.n > 0) {
        strv_extend(out, &o->in.namespaces);
        return NULL;
    }
    if (!o->in.all_namespaces) {
        strv_add(out, "kube-system");
        strv_add(out, o->ns);
        return NULL;
    }
    struct err *e = read_list(o, "v1", "Namespace", "", &list);
    cJSON_ArrayForEach(one, doc_get(list, "items"))
    {
        const char *name = doc_str_at(one, "metadata.name");
        strv_add(out, name != NULL ? name : "");
    }
    cJSON_Delete(list);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct dump *o = opts;
    struct strv namespaces = {0};
    struct err *e = dump_list(o, "v1", "Node", "", "nodes", NULL);
    if (e == NULL)
        e = find_namespaces(o, &namespaces);
    for (size_t i = 0; i < namespaces.n && e == NULL; i++)
        e = dump_namespace(o, namespaces.v[i]);
    strv_release(&namespaces);
    if (e == NULL && !str_empty(o->in.directory) && !str_eq(o->in.directory, "-"))
        fprintf(ctx->out, "Cluster info dumped to %s\n", o->in.directory);
    return e;
}

static const struct example examples[] = {
    {"Dump the current namespace and kube-system", "kubec cluster-info dump"},
    {"Dump everything into a folder", "kubec cluster-info dump -A --output-directory=state"},
    {0},
};

const struct command cmd_cluster_info_dump = {
    .name = "dump",
    .usage = "[flags]",
    .summary = "Dump what helps to find out what is wrong",
    .description =
        "Dumps the nodes, and the events, controllers, services, sets, deployments and pods of namespaces, with "
        "the logs of all pods.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct dump),
    .complete = complete,
    .run = run,
};
