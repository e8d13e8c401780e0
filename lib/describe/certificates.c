/* certificates.c - certificate signing requests in words. */
#include "describe/describe.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/strv.h"
#include "http/csr.h"

#include <stdlib.h>
#include <string.h>

static void say_parts(struct buf *out, const char *title, const struct strv *list)
{
    for (size_t i = 0; i < list->n; i++)
        say(out, 0, "\t%s%s\t%s\n", i == 0 ? title : "", i == 0 ? ":" : "", list->v[i]);
}

static bool has_condition(const cJSON *object, const char *type)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_at(object, "status.conditions"))
    {
        if (str_eq(text_at(one, "type"), type))
            return true;
    }
    return false;
}

static void say_head(struct description *d)
{
    char time[TIME_TEXT];
    const cJSON *o = d->object;
    struct buf *out = &d->out;
    int64_t seconds = 0;
    say(out, 0, "Name:\t%s\nLabels:\t", text_at(o, "metadata.name"));
    add_labels_line(out, doc_at(o, "metadata.labels"));
    buf_adds(out, "\nAnnotations:\t");
    add_labels_line(out, doc_at(o, "metadata.annotations"));
    say(out, 0, "\nCreationTimestamp:\t%s\n", time_at(o, "metadata.creationTimestamp", time));
    say(out, 0, "Requesting User:\t%s\n", text_at(o, "spec.username"));
    if (text_at(o, "spec.signerName")[0] != '\0')
        say(out, 0, "Signer:\t%s\n", text_at(o, "spec.signerName"));
    if (doc_get_int64(doc_at(o, "spec.expirationSeconds"), &seconds)) {
        char *text = duration_human((struct duration){.ns = seconds * NS_PER_S});
        say(out, 0, "Requested Duration:\t%s\n", text);
        free(text);
    }
    say(out, 0, "Status:\t%s%s%s\n",
        has_condition(o, "Denied")     ? "Denied"
        : has_condition(o, "Approved") ? "Approved"
                                       : "Pending",
        has_condition(o, "Failed") ? ",Failed" : "", text_at(o, "status.certificate")[0] != '\0' ? ",Issued" : "");
}

static void say_request(struct buf *out, const struct csr *c)
{
    say(out, 0, "Subject:\n\tCommon Name:\t%s\n\tSerial Number:\t%s\n", c->common_name, c->serial_number);
    say_parts(out, "Organization", &c->organizations);
    say_parts(out, "Organizational Unit", &c->units);
    say_parts(out, "Country", &c->countries);
    say_parts(out, "Locality", &c->localities);
    say_parts(out, "Province", &c->provinces);
    say_parts(out, "StreetAddress", &c->streets);
    say_parts(out, "PostalCode", &c->postal_codes);
    if (c->dns.n + c->emails.n + c->addresses.n + c->uris.n == 0)
        return;
    say(out, 0, "Subject Alternative Names:\n");
    say_parts(out, "DNS Names", &c->dns);
    say_parts(out, "Email Addresses", &c->emails);
    say_parts(out, "URIs", &c->uris);
    say_parts(out, "IP Addresses", &c->addresses);
}

static struct err *print_request(struct description *d)
{
    struct csr c;
    struct buf pem = buf_new();
    const char *request = text_at(d->object, "spec.request");
    (void)base64_decode(&pem, request, strlen(request), NULL);
    struct err *e = csr_read(pem.len > 0 ? pem.data : "", pem.len, &c);
    if (e == NULL) {
        say_head(d);
        say_request(&d->out, &c);
    }
    csr_release(&c);
    buf_release(&pem);
    return err_wrap(e, "Error parsing CSR");
}

const struct describer describers_certificates[] = {
    {"certificates.k8s.io", "CertificateSigningRequest", "v1", NULL, print_request, false},
    {0},
};
