/* policy.c - network policies in words. */
#include "describe/describe.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INDENT "    "

/* One direction of traffic, and its words. */
struct direction {
    const char *rules, *peers;     /* fields */
    const char *peer, *any, *none; /* words */
};

static void say_selector_line(struct buf *out, const char *title, const cJSON *selector)
{
    if (!cJSON_IsObject(selector))
        return;
    say(out, 1, INDENT "%s: ", title);
    add_selector(out, selector);
    buf_addc(out, '\n');
}

static void say_peer(struct buf *out, const char *title, const cJSON *peer)
{
    const cJSON *pods = doc_get(peer, "podSelector"), *namespaces = doc_get(peer, "namespaceSelector");
    const cJSON *block = doc_get(peer, "ipBlock");
    say(out, 0, INDENT "%s:\n", title);
    say_selector_line(out, "NamespaceSelector", namespaces);
    say_selector_line(out, "PodSelector", pods);
    if (cJSON_IsObject(pods) || cJSON_IsObject(namespaces) || !cJSON_IsObject(block))
        return;
    say(out, 1, INDENT "IPBlock:\n");
    say(out, 2, INDENT "CIDR: %s\n", text_at(block, "cidr"));
    say(out, 2, INDENT "Except: ");
    add_joined(out, doc_get(block, "except"), ", ");
    buf_addc(out, '\n');
}

static void say_port(struct buf *out, const cJSON *port)
{
    const char *protocol = text_or(port, "protocol", "TCP"), *end = number_or(port, "endPort", NULL);
    const cJSON *number = doc_get(port, "port");
    const char *first = number == NULL ? "<nil>" : port_at(port, "port");
    if (end != NULL)
        say(out, 0, INDENT "To Port Range: %s-%s/%s\n", first, end, protocol);
    else
        say(out, 0, INDENT "To Port: %s/%s\n", first, protocol);
}

static void say_rules(struct buf *out, const cJSON *spec, const struct direction *d)
{
    const cJSON *rules = doc_get(spec, d->rules), *rule, *one;
    if (!is_filled(rules)) {
        say(out, 0, INDENT "<none> (Selected pods are isolated for %s connectivity)\n", d->none);
        return;
    }
    cJSON_ArrayForEach(rule, rules)
    {
        const cJSON *ports = doc_get(rule, "ports"), *peers = doc_get(rule, d->peers);
        if (!is_filled(ports))
            say(out, 0, INDENT "To Port: <any> (traffic allowed to all ports)\n");
        cJSON_ArrayForEach(one, ports) say_port(out, one);
        if (!is_filled(peers))
            say(out, 0, INDENT "%s: <any> (traffic not restricted by %s)\n", d->peer, d->any);
        cJSON_ArrayForEach(one, peers) say_peer(out, d->peer, one);
        if (rule->next != NULL)
            say(out, 0, INDENT "----------\n");
    }
}

static bool has_type(const cJSON *spec, const char *type)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_get(spec, "policyTypes"))
    {
        if (str_eq(text_of(one), type))
            return true;
    }
    return false;
}

/* The time as Go prints one: "2024-01-02 03:04:05 +0000 UTC", in the local zone. */
static void say_created(struct buf *out, const cJSON *object)
{
    int64_t ns = 0;
    struct tm tm;
    char date[64] = "0001-01-01 00:00:00 +0000 UTC";
    if (time_parse_rfc3339(text_at(object, "metadata.creationTimestamp"), &ns)) {
        time_t seconds = (time_t)(ns / NS_PER_S);
        localtime_r(&seconds, &tm);
        if (strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S %z %Z", &tm) == 0)
            date[0] = '\0';
    }
    say(out, 0, "Created on:\t%s\n", date);
}

static struct err *print_policy(struct description *d)
{
    static const struct direction in = {
        .rules = "ingress", .peers = "from", .peer = "From", .any = "source", .none = "ingress"};
    static const struct direction to = {
        .rules = "egress", .peers = "to", .peer = "To", .any = "destination", .none = "egress"};
    const cJSON *spec = doc_get(d->object, "spec"), *pods = doc_get(spec, "podSelector");
    struct buf *out = &d->out;
    say_name(d);
    say_created(out, d->object);
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Spec:\n  PodSelector:     ");
    if (is_filled(doc_get(pods, "matchLabels")) || is_filled(doc_get(pods, "matchExpressions")))
        add_selector(out, pods);
    else
        buf_adds(out, "<none> (Allowing the specific traffic to all pods in this namespace)");
    buf_addc(out, '\n');
    if (has_type(spec, "Ingress")) {
        say(out, 1, "Allowing ingress traffic:\n");
        say_rules(out, spec, &in);
    } else {
        say(out, 1, "Not affecting ingress traffic\n");
    }
    if (has_type(spec, "Egress")) {
        say(out, 1, "Allowing egress traffic:\n");
        say_rules(out, spec, &to);
    } else {
        say(out, 1, "Not affecting egress traffic\n");
    }
    say(out, 1, "Policy Types: ");
    add_joined(out, doc_get(spec, "policyTypes"), ", ");
    buf_adds(out, is_filled(doc_get(spec, "policyTypes")) ? "\n" : "<none>\n");
    return NULL;
}

const struct describer describers_policy[] = {
    {"networking.k8s.io", "NetworkPolicy", "v1", NULL, print_policy, true},
    {0},
};
