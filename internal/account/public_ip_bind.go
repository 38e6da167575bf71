package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// bind binds the public IP of a claim and reports whether it is bound. If it is bound
// to another instance, bind waits for an object of the process that is about to remove
// that binding.
func (r *publicIPBinding) bind(ctx context.Context, c *claim, diags *diag.Diagnostics, publicIP, padIP string) bool {
	title := fmt.Sprintf("Unable to bind %s", publicIP)
	isOther := func(bound string) bool { return bound != padIP }
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	var released []string
	if slices.ContainsFunc(bound, isOther) {
		released = r.Data.Ledger.AwaitReleases(ctx, c.id)
	}
	if err == nil {
		var unlock func()
		if unlock, err = c.lock(ctx); err == nil {
			defer unlock()
			bound, err = r.Data.Client.PadIPs(ctx, publicIP)
		}
	}
	if err != nil {
		addPublicIPError(diags, r.TypeName(), title, err)
		return false
	}
	if slices.Contains(bound, padIP) {
		return true
	}
	for _, other := range bound {
		if !slices.Contains(released, other) {
			diags.AddAttributeError(path.Root(publicIPName), "Public IP already bound", fmt.Sprintf(
				"%s is bound to %s; the binding was not changed. Remove it first, or import it: terraform import armcloud_public_ip_binding.NAME %s/%s\n"+
					"If this replaces a binding with create_before_destroy, remove create_before_destroy: a public IP has only one binding.",
				publicIP, strings.Join(bound, " and "), publicIP, other))
			return false
		}
	}
	for _, other := range bound {
		// What the replaced object has left.
		if err := r.unbind(ctx, publicIP, other); err != nil {
			addPublicIPError(diags, r.TypeName(), fmt.Sprintf("Unable to unbind %s from %s", publicIP, other), err)
			return false
		}
	}
	if err := r.Data.Client.BindPublicIP(ctx, publicIP, padIP); err != nil && !r.isBound(ctx, publicIP, padIP) {
		addPublicIPError(diags, r.TypeName(), fmt.Sprintf("%s to %s", title, padIP), err)
		return false
	}
	return true
}

// unbind removes a binding if it exists.
func (r *publicIPBinding) unbind(ctx context.Context, publicIP, padIP string) error {
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	if err != nil || !slices.Contains(bound, padIP) {
		return err
	}
	err = r.Data.Client.UnbindPublicIP(ctx, publicIP, padIP)
	if err != nil && !armcloud.Is(err, armcloud.ClassReadOnly) {
		// It may be gone by a factory reset, or after a lost response.
		if bound, readErr := r.Data.Client.PadIPs(ctx, publicIP); readErr == nil && !slices.Contains(bound, padIP) {
			return nil
		}
	}
	return err
}

// isBound reports whether the API lists a binding, after an error that may have
// hidden its success.
func (r *publicIPBinding) isBound(ctx context.Context, publicIP, padIP string) bool {
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	return err == nil && slices.Contains(bound, padIP)
}
