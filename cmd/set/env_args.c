/* env_args.c - the variables that `set env` is given. */
#include "set/env_args.h"

#include "base/mem.h"
#include "doc/doc.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LINE (64 * 1024) /* of Go's bufio.Scanner */
#define NAME_FORMAT "[-._a-zA-Z][-._a-zA-Z0-9]*"

struct err *env_args_split(int argc, char **argv, struct strv *resources, struct strv *vars)
{
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];
        bool var = (arg[0] != '\0' && strchr(arg + 1, '=') != NULL) || str_ends(arg, "-");
        if (!var && vars->n > 0) {
            struct strv all = {0};
            for (int k = 0; k < argc; k++)
                strv_add(&all, argv[k]);
            char *text = strv_join(&all, " ");
            struct err *e = err_new("all resources must be specified before environment changes: %s", text);
            free(text);
            strv_release(&all);
            return e;
        }
        strv_add(var ? vars : resources, arg);
    }
    return NULL;
}

cJSON *env_args_add(cJSON *env, const char *name, const char *value)
{
    cJSON *var = cJSON_CreateObject();
    doc_set_str(var, "name", name);
    if (!str_empty(value))
        doc_set_str(var, "value", value);
    cJSON_AddItemToArray(env, var);
    return var;
}

/* apimachinery's IsEnvVarName. */
static struct err *check_name(const char *name)
{
    static const char letters[] = "-._abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    bool wrong = name[0] == '\0' || isdigit((unsigned char)name[0]) || name[strspn(name, letters)] != '\0';
    const char *dots = str_eq(name, ".")        ? "must not be '.'"
                       : str_eq(name, "..")     ? "must not be '..'"
                       : str_starts(name, "..") ? "must not start with '..'"
                                                : "";
    if (!wrong && dots[0] == '\0')
        return NULL;
    char *quoted = str_quote(name);
    struct err *e = err_new(
        "%s is not a valid key name: %s%s%s", quoted,
        wrong
            ? "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and "
              "must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for "
              "validation is '" NAME_FORMAT "')"
            : "",
        wrong && dots[0] != '\0' ? ";" : "", dots);
    free(quoted);
    return e;
}

/* Lines of KEY=VALUE; what follows # is a comment. Names are not looked at, as in kubectl. */
static struct err *read_env(FILE *in, cJSON *env)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    struct err *e = NULL;
    if (in == NULL)
        return err_new("when '-' is used, STDIN must be open");
    while (e == NULL && (n = getline(&line, &cap, in)) >= 0) {
        if (n > MAX_LINE) {
            e = err_new("bufio.Scanner: token too long");
            break;
        }
        line[strcspn(line, "\n")] = '\0';
        size_t len = strlen(line);
        if (len > 0 && line[len - 1] == '\r')
            line[len - 1] = '\0';
        line[strcspn(line, "#")] = '\0';
        if (strchr(line, '=') == NULL)
            continue;
        const char *value;
        char *name = str_cut(line, '=', &value);
        env_args_add(env, name, value);
        free(name);
    }
    free(line);
    return e;
}

static struct err *parse_one(const char *spec, FILE *in, struct env_args *out, struct strv *given)
{
    if (str_eq(spec, "-")) {
        out->stdin_used = true;
        return read_env(in, out->env);
    }
    if (strchr(spec, '=') != NULL) {
        const char *value;
        char *name = str_cut(spec, '=', &value);
        struct err *e = check_name(name);
        if (e == NULL) {
            strv_add(given, name);
            env_args_add(out->env, name, value);
        }
        free(name);
        return e;
    }
    if (!str_ends(spec, "-"))
        return err_new("unknown environment variable: %s", spec);
    strv_adopt(&out->remove, xstrndup(spec, strlen(spec) - 1));
    return NULL;
}

struct err *env_args_parse(const struct strv *specs, FILE *in, struct env_args *out)
{
    struct strv given = {0};
    struct err *e = NULL;
    out->env = cJSON_CreateArray();
    for (size_t i = 0; i < specs->n && e == NULL; i++)
        e = parse_one(specs->v[i], in, out, &given);
    for (size_t i = 0; i < out->remove.n && e == NULL; i++) {
        if (strv_has(&given, out->remove.v[i]))
            e = err_new("can not both modify and remove the same environment variable in the same command");
    }
    strv_release(&given);
    return e;
}

void env_args_release(struct env_args *a)
{
    cJSON_Delete(a->env);
    strv_release(&a->remove);
    *a = (struct env_args){0};
}

static const char *name_of(const cJSON *var)
{
    const char *name = doc_str_at(var, "name");
    return name != NULL ? name : "";
}

const cJSON *env_args_find(const cJSON *env, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, env)
    {
        if (str_eq(name_of(one), name))
            return one;
    }
    return NULL;
}

cJSON *env_args_update(const cJSON *existing, const cJSON *env, const struct strv *remove)
{
    cJSON *out = cJSON_CreateArray();
    struct strv covered = {0};
    const cJSON *one;
    strv_extend(&covered, remove);
    cJSON_ArrayForEach(one, existing)
    {
        const char *name = name_of(one);
        if (strv_has(&covered, name))
            continue;
        const cJSON *newer = env_args_find(env, name);
        if (newer != NULL)
            strv_add(&covered, name);
        cJSON_AddItemToArray(out, doc_dup(newer != NULL ? newer : one));
    }
    cJSON_ArrayForEach(one, env)
    {
        if (strv_has(&covered, name_of(one)))
            continue;
        strv_add(&covered, name_of(one));
        cJSON_AddItemToArray(out, doc_dup(one));
    }
    strv_release(&covered);
    return out;
}
