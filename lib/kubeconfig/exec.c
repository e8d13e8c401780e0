/* exec.c - running a credential plugin (client.authentication.k8s.io v1, v1beta1). */
#include "kubeconfig/exec.h"

#include "base/base64.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "doc/emit.h"
#include "kubeconfig/types.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define API_GROUP "client.authentication.k8s.io/"
#define PLUGIN_MAX_OUTPUT ((size_t)16 << 20)

extern char **environ;

static const char hint_intro[] =
    "\n\nIt looks like you are trying to use a client-go credential plugin that is not installed.\n\n"
    "To learn more about this feature, consult the documentation available at:\n"
    "      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins";

static struct err *interactive(const cJSON *exec, bool stdin_free, bool *out)
{
    const char *mode = kc_str(exec, "interactiveMode");
    bool tty = isatty(STDIN_FILENO) == 1;
    static const char cannot[] = "exec plugin cannot support interactive mode";
    *out = false;
    if (strcmp(mode, "IfAvailable") == 0) {
        *out = stdin_free && tty;
    } else if (strcmp(mode, "Always") == 0) {
        if (!tty)
            return err_new("%s: standard input is not a terminal", cannot);
        if (!stdin_free)
            return err_new("%s: standard input is unavailable: used by stdin resource manifest reader", cannot);
        *out = true;
    }
    return NULL;
}

/* The text of $KUBERNETES_EXEC_INFO; the caller frees. */
static struct err *exec_info(const struct rest_config *c, bool is_interactive, char **out)
{
    cJSON *info = cJSON_CreateObject(), *spec = cJSON_CreateObject();
    doc_set_str(info, "kind", "ExecCredential");
    doc_set_str(info, "apiVersion", kc_str(c->exec, "apiVersion"));
    struct err *e = NULL;
    if (kc_bool(c->exec, "provideClusterInfo")) {
        cJSON *cluster = cJSON_CreateObject();
        struct buf ca;
        buf_init(&ca, KUBECONFIG_MAX_BYTES);
        if (c->ca_pem != NULL)
            buf_adds(&ca, c->ca_pem);
        else if (c->ca_file != NULL)
            e = err_wrap(file_read(c->ca_file, &ca), "failed to load CA bundle for execProvider");
        for (const cJSON *v = c->exec_cluster->child; v != NULL; v = v->next) {
            bool late = strcmp(v->string, "proxy-url") == 0 || strcmp(v->string, "disable-compression") == 0 ||
                        strcmp(v->string, "config") == 0;
            if (late && ca.len > 0 && doc_get(cluster, "certificate-authority-data") == NULL) {
                struct buf text = buf_new();
                base64_encode(&text, ca.data, ca.len);
                doc_set_str(cluster, "certificate-authority-data", text.data);
                buf_release(&text);
            }
            doc_set(cluster, v->string, doc_dup(v));
        }
        buf_release(&ca);
        doc_set(spec, "cluster", cluster);
    }
    doc_set(spec, "interactive", cJSON_CreateBool(is_interactive));
    doc_set(info, "spec", spec);
    struct buf text = buf_new();
    emit_json_compact(&text, info, 0);
    buf_addc(&text, '\n');
    *out = buf_take(&text);
    cJSON_Delete(info);
    return e;
}

/* Adds NAME=VALUE, in the place of an older NAME. */
static void env_set(struct strv *env, const char *name, const char *value)
{
    size_t n = strlen(name);
    char *text = xasprintf("%s=%s", name, value);
    for (size_t i = 0; i < env->n; i++)
        if (strncmp(env->v[i], name, n) == 0 && env->v[i][n] == '=') {
            str_replace_owned(&env->v[i], text);
            return;
        }
    strv_adopt(env, text);
}

static void make_env(const cJSON *exec, const char *info, struct strv *env)
{
    for (char **p = environ; *p != NULL; p++)
        strv_add(env, *p);
    const cJSON *list = doc_get(exec, "env");
    for (const cJSON *v = list != NULL ? list->child : NULL; v != NULL; v = v->next)
        env_set(env, kc_str(v, "name"), kc_str(v, "value"));
    env_set(env, "KUBERNETES_EXEC_INFO", info);
}

static bool executable(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* Finds the program: a path as it is, wherever it leads, a name in $PATH. NULL when there is none; the caller frees. */
static char *find_program(const char *command)
{
    if (strchr(command, '/') != NULL)
        return xstrdup(command);
    const char *path = getenv("PATH");
    struct strv dirs = {0};
    strv_split(&dirs, path != NULL ? path : "", ':');
    char *found = NULL;
    for (size_t i = 0; i < dirs.n && found == NULL; i++) {
        if (dirs.v[i][0] != '/') /* like Go, nothing is run from the working folder by way of $PATH */
            continue;
        char *full = path_join(dirs.v[i], command);
        if (executable(full))
            found = full;
        else
            free(full);
    }
    strv_release(&dirs);
    return found;
}

/* ---- the preferences' policy ---- */

static bool listed(const cJSON *commands, const char *program)
{
    for (const cJSON *c = commands ? commands->child : NULL; c != NULL; c = c->next)
        if (strcmp(c->valuestring, program) == 0)
            return true;
    return false;
}

static const char *base_name(const char *path)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;
    return slash != NULL ? slash + 1 : path;
}

/* Go's exec.LookPath: a path is looked at, a name is found in $PATH. Its error is Go's; *out is the caller's. */
static struct err *look_path(const char *command, char **out)
{
    char *quoted = str_quote(command);
    struct err *e = NULL;
    struct stat st;
    *out = NULL;
    if (strchr(command, '/') == NULL) {
        *out = find_program(command);
        if (*out == NULL)
            e = err_new("exec: %s: executable file not found in $PATH", quoted);
    } else if (stat(command, &st) < 0) {
        char *why = file_errno_text(errno);
        e = err_new("exec: %s: stat %s: %s", quoted, command, why);
        free(why);
    } else if (S_ISDIR(st.st_mode)) {
        e = err_new("exec: %s: is a directory", quoted);
    } else if (access(command, X_OK) < 0) {
        e = err_new("exec: %s: permission denied", quoted);
    } else {
        *out = xstrdup(command);
    }
    free(quoted);
    return e;
}

/* True if an entry of the list names the same file by another name. Only entries of the same last part are looked up.
 */
static bool listed_elsewhere(const cJSON *commands, const char *program)
{
    bool found = false;
    for (const cJSON *c = commands ? commands->child : NULL; c != NULL && !found; c = c->next) {
        char *path = NULL;
        if (strcmp(base_name(c->valuestring), base_name(program)) != 0)
            continue;
        err_free(look_path(c->valuestring, &path));
        found = path != NULL && strcmp(path, program) == 0;
        free(path);
    }
    return found;
}

/* Says no to a program that the policy does not let run: client-go's updateCommandAndCheckAllowlistLocked. */
static struct err *check_policy(const cJSON *policy, const char *command)
{
    const cJSON *commands = doc_get(policy, "commands");
    char *quoted = str_quote(command), *program = NULL;
    struct err *e = NULL;
    if (policy == NULL || listed(commands, command)) {
        e = NULL;
    } else if (strcmp(kc_str(policy, "policy"), "DenyAll") == 0) {
        e = err_new("plugin %s not allowed: policy set to \"DenyAll\"", quoted);
    } else {
        e = err_wrap(look_path(command, &program),
                     "plugin path %s cannot be resolved for credential plugin allowlist check", quoted);
        if (e == NULL && !listed(commands, program) && !listed_elsewhere(commands, program)) {
            char *path = str_quote(program);
            e = err_new("plugin path %s is not permitted by the credential plugin allowlist", path);
            free(path);
        }
    }
    free(program);
    free(quoted);
    return e;
}

static struct err *not_found(const char *command, const char *hint)
{
    return err_new("exec: executable %s not found%s%s%s", command, hint_intro, hint[0] != '\0' ? "\n\n" : "", hint);
}

/* Starts the program with its standard output in *fd. */
static struct err *start(const char *program, char **argv, char **envp, bool with_stdin, pid_t *pid, int *fd)
{
    int p[2];
    if (pipe2(p, O_CLOEXEC) < 0) {
        char *why = file_errno_text(errno);
        struct err *e = err_new("exec: pipe: %s", why);
        free(why);
        return e;
    }
    posix_spawn_file_actions_t acts;
    posix_spawn_file_actions_init(&acts);
    posix_spawn_file_actions_adddup2(&acts, p[1], STDOUT_FILENO);
    if (!with_stdin)
        posix_spawn_file_actions_addopen(&acts, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    int rc = posix_spawn(pid, program, &acts, NULL, argv, envp);
    posix_spawn_file_actions_destroy(&acts);
    close(p[1]);
    if (rc != 0) {
        close(p[0]);
        char *why = file_errno_text(rc);
        struct err *e = err_new("exec: fork/exec %s: %s", program, why);
        free(why);
        return e;
    }
    *fd = p[0];
    return NULL;
}

static char **vector(const struct strv *l)
{
    char **v = xcalloc(l->n + 1, sizeof *v);
    for (size_t i = 0; i < l->n; i++)
        v[i] = l->v[i];
    return v;
}

static struct err *run(const struct rest_config *c, const char *command, const char *info, bool with_stdin,
                       struct buf *out)
{
    char *program = find_program(command);
    if (program == NULL)
        return not_found(command, kc_str(c->exec, "installHint"));
    struct strv args = {0}, env = {0};
    strv_add(&args, command);
    const cJSON *list = doc_get(c->exec, "args");
    for (const cJSON *v = list != NULL ? list->child : NULL; v != NULL; v = v->next)
        strv_add(&args, v->valuestring);
    make_env(c->exec, info, &env);
    char **argv = vector(&args), **envp = vector(&env);
    pid_t pid = -1;
    int fd = -1;
    struct err *e = start(program, argv, envp, with_stdin, &pid, &fd);
    if (e == NULL) {
        struct err *re = file_read_fd(fd, "exec plugin", out);
        close(fd);
        int status = 0;
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            e = err_new("exec: executable %s failed with exit code %d", command,
                        WIFEXITED(status) ? WEXITSTATUS(status) : -1);
        if (e == NULL)
            e = err_wrap(re, "decoding stdout");
        else
            err_free(re);
    }
    free(argv);
    free(envp);
    strv_release(&args);
    strv_release(&env);
    free(program);
    return e;
}

static struct err *check_answer(const struct rest_config *c, const cJSON *root)
{
    const char *want = kc_str(c->exec, "apiVersion"), *version = kc_str(root, "apiVersion"),
               *kind = kc_str(root, "kind");
    if (root != NULL && !cJSON_IsObject(root) && !cJSON_IsNull(root))
        return err_wrap(kc_no_object(root), "decoding stdout");
    if (kind[0] == '\0')
        kind = "ExecCredential";
    if (version[0] == '\0')
        version = API_GROUP "__internal"; /* as Go's decoder fills it in */
    if (strcmp(kind, "ExecCredential") != 0 || !str_starts(version, API_GROUP))
        return err_new(
            "decoding stdout: no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\"",
            kind, version);
    if (strcmp(want, version) != 0)
        return err_new("exec plugin is configured to use API version %s, plugin returned version %s", want, version);
    const cJSON *status = doc_get(root, "status");
    if (!cJSON_IsObject(status))
        return err_new("exec plugin didn't return a status field");
    bool token = kc_str(status, "token")[0] != '\0';
    const char *cert_pem = kc_str(status, "clientCertificateData"), *key_pem = kc_str(status, "clientKeyData");
    bool cert = cert_pem[0] != '\0', key = key_pem[0] != '\0';
    if (!token && !cert && !key)
        return err_new("exec plugin didn't return a token or cert/key pair");
    if (cert != key)
        return err_new("exec plugin returned only certificate or key, not both");
    const char *bad = cert && strstr(cert_pem, "-----BEGIN ") == NULL ? "certificate"
                      : key && strstr(key_pem, "-----BEGIN ") == NULL ? "key"
                                                                      : NULL;
    if (bad != NULL)
        return err_new("failed parsing client key/certificate: tls: failed to find any PEM data in %s input", bad);
    return NULL;
}

static char *take(const cJSON *o, const char *name)
{
    const char *s = kc_str(o, name);
    return s[0] != '\0' ? xstrdup(s) : NULL;
}

static struct err *read_answer(const struct rest_config *c, struct buf *text, struct credentials *out)
{
    size_t len = text->len;
    struct source *src = source_new("exec plugin", buf_take(text), len);
    struct doc *d = NULL;
    struct err *e = doc_read_one(src, DOC_NO_POS | DOC_LAST_WINS, &d);
    source_unref(src);
    if (e != NULL) {
        free(e->note); /* it quotes the text, which may hold a secret */
        e->note = NULL;
        return err_wrap(e, "decoding stdout");
    }
    const cJSON *root = d != NULL ? d->root : NULL;
    e = check_answer(c, root);
    if (e == NULL) {
        const cJSON *status = doc_get(root, "status");
        out->token = take(status, "token");
        out->cert_pem = take(status, "clientCertificateData");
        out->key_pem = take(status, "clientKeyData");
        const char *expires = kc_str(status, "expirationTimestamp");
        if (expires[0] != '\0' && !time_parse_rfc3339(expires, &out->expires_ns)) {
            char *quoted = str_quote(expires);
            e = err_new(
                "decoding stdout: parsing time %s as \"2006-01-02T15:04:05Z07:00\": cannot parse %s as \"2006\"",
                quoted, quoted);
            free(quoted);
        }
        out->refreshable = true;
    }
    doc_free(d);
    return e;
}

struct err *exec_plugin_check(const struct rest_config *c)
{
    const char *version = kc_str(c->exec, "apiVersion");
    if (strcmp(version, API_GROUP "v1") == 0 || strcmp(version, API_GROUP "v1beta1") == 0)
        return NULL;
    char *quoted = str_quote(version);
    struct err *e = err_new("exec plugin: invalid apiVersion %s", quoted);
    free(quoted);
    return e;
}

struct err *exec_plugin_run(const struct rest_config *c, bool interactive_stdin, struct credentials *out)
{
    bool with_stdin;
    char *info = NULL;
    struct err *e = interactive(c->exec, interactive_stdin, &with_stdin);
    if (e == NULL)
        e = exec_info(c, with_stdin, &info);
    if (e == NULL) {
        struct buf text;
        buf_init(&text, PLUGIN_MAX_OUTPUT);
        char *command = path_clean(kc_str(c->exec, "command"));
        e = check_policy(c->plugin_policy, command);
        if (e == NULL)
            e = run(c, command, info, with_stdin, &text);
        if (e == NULL)
            e = read_answer(c, &text, out);
        buf_release(&text);
        free(command);
    }
    free(info);
    return err_wrap(e, "getting credentials");
}
