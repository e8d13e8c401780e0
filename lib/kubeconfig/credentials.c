/* credentials.c - credentials that must be fetched. */
#include "kubeconfig/credentials.h"

#include "base/base64.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "kubeconfig/exec.h"
#include "kubeconfig/types.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A token file is read for each connection, since the kubelet rotates it. */
static struct err *read_token_file(const char *path, char **token)
{
    struct buf text;
    buf_init(&text, (size_t)1 << 20);
    struct err *e = file_read(path, &text);
    size_t from = 0, to = text.len;
    while (from < to && isspace((unsigned char)text.data[from]))
        from++;
    while (to > from && isspace((unsigned char)text.data[to - 1]))
        to--;
    if (e != NULL) {
        e = err_wrap(e, "failed to read token file \"%s\"", path);
    } else if (to == from) {
        e = err_new("read empty token from file \"%s\"", path);
    } else {
        free(*token);
        *token = xstrndup(text.data + from, to - from);
    }
    buf_release(&text);
    return e;
}

/* base64url without padding, as JWTs have it; false with the offset of what is wrong. */
static bool decode_url64(const char *s, struct buf *out, size_t *bad_at)
{
    size_t n = strlen(s);
    char *std = xcalloc(1, n + 4);
    *bad_at = n % 4 == 1 ? n - 1 : n;
    for (size_t i = n; i-- > 0;) {
        std[i] = s[i] == '-' ? '+' : s[i] == '_' ? '/' : s[i];
        if (!isalnum((unsigned char)s[i]) && s[i] != '-' && s[i] != '_')
            *bad_at = i;
    }
    bool ok = *bad_at == n;
    while (n % 4 != 0)
        std[n++] = '=';
    ok = ok && base64_decode(out, std, n, bad_at);
    free(std);
    return ok;
}

/* True in *valid when the token's exp is at least ten seconds ahead. */
static struct err *id_token_valid(const char *token, bool *valid)
{
    struct strv parts = {0};
    strv_split(&parts, token, '.');
    struct err *e = NULL;
    struct buf payload;
    buf_init(&payload, (size_t)1 << 20);
    cJSON *claims = NULL;
    size_t bad_at;
    *valid = false;
    if (parts.n != 3)
        e = err_new("ID Token is not a valid JWT");
    else if (!decode_url64(parts.v[1], &payload, &bad_at))
        e = err_new("illegal base64 data at input byte %zu", bad_at);
    else if ((e = doc_parse_json(payload.data, payload.len, &claims)) != NULL) {
        err_free(e);
        e = err_new("parsing claims: the ID token holds no JSON");
    } else {
        const cJSON *exp = doc_get(claims, "exp");
        double seconds = cJSON_IsNumber(exp) ? exp->valuedouble : 0;
        *valid = seconds > (double)clock_now_ns() / (double)NS_PER_S + 10;
    }
    cJSON_Delete(claims);
    buf_release(&payload);
    strv_release(&parts);
    return e;
}

static struct err *removed_provider(const char *name, const char *instead)
{
    return err_new(
        "The %s auth plugin has been removed.\nPlease use the %s kubectl/client-go credential plugin instead.\nSee %s "
        "for "
        "further details",
        name, instead,
        strcmp(name, "gcp") == 0
            ? "https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke"
            : "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins");
}

/* What can be said of the auth-provider entry without using it. */
static struct err *check_provider(const cJSON *provider)
{
    const char *name = kc_str(provider, "name");
    const cJSON *cfg = doc_get(provider, "config");
    if (strcmp(name, "azure") == 0)
        return removed_provider("azure", "https://github.com/Azure/kubelogin");
    if (strcmp(name, "gcp") == 0)
        return removed_provider("gcp", "\"gke-gcloud-auth-plugin\"");
    if (strcmp(name, "oidc") != 0) {
        char *quoted = str_quote(name);
        struct err *e = err_new("no Auth Provider found for name %s", quoted);
        free(quoted);
        return e;
    }
    if (kc_str(cfg, "idp-issuer-url")[0] == '\0')
        return err_new("Must provide idp-issuer-url");
    return kc_str(cfg, "client-id")[0] == '\0' ? err_new("Must provide client-id") : NULL;
}

struct err *credentials_check(const struct rest_config *c)
{
    struct err *e = c->exec != NULL ? exec_plugin_check(c) : NULL;
    return e == NULL && c->auth_provider != NULL ? check_provider(c->auth_provider) : e;
}

static struct err *auth_provider(const cJSON *provider, struct credentials *out)
{
    const cJSON *cfg = doc_get(provider, "config");
    const char *token = kc_str(cfg, "id-token");
    if (token[0] != '\0') {
        bool valid;
        struct err *e = id_token_valid(token, &valid);
        if (e != NULL)
            return e;
        if (valid) {
            out->token = xstrdup(token);
            return NULL;
        }
    }
    if (kc_str(cfg, "refresh-token")[0] == '\0')
        return err_new("No valid id-token, and cannot refresh without refresh-token");
    return err_new("the id-token has expired, and kubec does not refresh it yet: log in again");
}

struct err *credentials_get(const struct rest_config *c, bool refresh, bool interactive_stdin, struct credentials *out)
{
    (void)refresh; /* nothing is kept between calls */
    *out = (struct credentials){0};
    struct err *e = NULL;
    if (c->token != NULL)
        out->token = xstrdup(c->token);
    if (c->token_file != NULL) {
        struct err *te = read_token_file(c->token_file, &out->token);
        if (out->token == NULL)
            e = te;
        else
            err_free(te);
    }
    bool basic = c->username != NULL || c->password != NULL;
    if (e == NULL && basic && out->token == NULL) {
        struct buf pair = buf_new(), text = buf_new();
        buf_addf(&pair, "%s:%s", c->username != NULL ? c->username : "", c->password != NULL ? c->password : "");
        base64_encode(&text, pair.data, pair.len);
        out->basic = buf_take(&text);
        buf_release(&pair);
        buf_release(&text);
    }
    bool certificate = c->cert_file != NULL || c->cert_pem != NULL;
    if (e == NULL && out->token == NULL && out->basic == NULL) {
        if (c->exec != NULL && !certificate)
            e = exec_plugin_run(c, interactive_stdin, out);
        else if (c->auth_provider != NULL)
            e = auth_provider(c->auth_provider, out);
    }
    if (e != NULL)
        credentials_release(out);
    return e;
}

static void wipe(char *s)
{
    if (s != NULL)
        explicit_bzero(s, strlen(s));
    free(s);
}

void credentials_release(struct credentials *c)
{
    wipe(c->token);
    wipe(c->basic);
    wipe(c->cert_pem);
    wipe(c->key_pem);
    *c = (struct credentials){0};
}

/* ---- the question for a password ---- */

/* Reads one word, as Go's fmt.Fscan. */
static struct err *read_word(FILE *in, char **out)
{
    struct buf word;
    buf_init(&word, 4096);
    int ch;
    while ((ch = fgetc(in)) != EOF && isspace(ch))
        if (ch == '\n')
            break;
    if (ch == EOF || ch == '\n')
        return err_new("%s", ch == EOF ? "EOF" : "unexpected newline");
    for (; ch != EOF && !isspace(ch); ch = fgetc(in))
        buf_addc(&word, (char)ch);
    *out = buf_take(&word);
    return NULL;
}

static struct err *read_password(FILE *in, char **out)
{
    int fd = fileno(in);
    struct termios old, quiet;
    if (fd < 0 || tcgetattr(fd, &old) < 0)
        return err_new("error reading input for Password");
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(fd, TCSANOW, &quiet);
    struct buf line;
    buf_init(&line, 4096);
    int ch;
    while ((ch = fgetc(in)) != EOF && ch != '\n')
        buf_addc(&line, (char)ch);
    tcsetattr(fd, TCSANOW, &old);
    *out = buf_take(&line);
    return NULL;
}

struct err *rest_config_prompt(struct rest_config *c, FILE *in, FILE *out)
{
    if (!c->needs_prompt)
        return NULL;
    fputs("Please enter Username: ", out);
    fflush(out);
    struct err *e = read_word(in, &c->username);
    if (e != NULL)
        return e;
    fputs("Please enter Password: ", out);
    fflush(out);
    e = read_password(in, &c->password);
    if (e == NULL)
        c->needs_prompt = false;
    return e;
}
