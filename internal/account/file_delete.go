package account

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const fileKept = "Files stay in the file center"

// Delete deletes the file if the API level supports it, and warns otherwise. It leaves
// the file to another resource that manages it, as after two imports.
func (r *fileResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	if deleteHandover(ctx, r.Data, req.Private) {
		return
	}
	var m fileModel
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	finished := !m.Size.IsNull() || !m.CreatedAt.IsNull()
	if resp.Diagnostics.HasError() || deleteUnfinished(ctx, r.Data, req.Private, m.ID.ValueString(), finished, m.request()) {
		return
	}
	// It changes the private state.
	c, end := r.beginDelete(ctx, req, resp, fileOf(m.ID.ValueString()), m.ID.ValueString())
	defer end()
	var pending pendingUpload
	if tfkit.GetPrivate(ctx, req.Private, pendingUploadKey, &pending) {
		// A file that arrives after its deletion would stay, so wait for it.
		file, still, err := r.upload(m).finish(ctx, &pending, 0, 0)
		var running *engine.StillRunningError
		switch {
		case errors.As(err, &running):
			resp.Diagnostics.AddError("Upload still running", "The file can only be deleted after its upload has ended. Run terraform destroy again later.\n"+tfkit.Explain("", err))
			return
		case still != nil && pending.ID == "":
			resp.Diagnostics.AddWarning(fileKept, fmt.Sprintf(
				"The outcome of the upload of %s is unknown, and the file center does not list the file. If it arrives later, it stays in the file center.", m.Name.ValueString()))
			return
		case still != nil:
			file.ID = pending.ID // not listed, but it may exist
		case err != nil:
			return // the upload failed, so there is nothing to delete
		}
		m.ID = types.StringValue(file.ID)
	}
	unlock, kept, err := c.leaveAtOnce(ctx, &resp.Diagnostics)
	if err != nil {
		resp.Diagnostics.AddError("Unable to wait for other changes of "+c.noun, tfkit.Explain("", err))
		return
	}
	defer unlock()
	if kept {
		return
	}
	err = r.deleteFile(ctx, m.ID.ValueString())
	switch {
	case err == nil, armcloud.Is(err, armcloud.ClassNotFound):
	case armcloud.Is(err, armcloud.ClassUnavailable):
		resp.Diagnostics.AddWarning(fileKept, fmt.Sprintf(
			"This API level cannot delete files. File %s (%s) stays in the file center until it is removed in the ARMCloud console.", m.Name.ValueString(), m.ID.ValueString()))
	default:
		resp.Diagnostics.AddError("Unable to delete the file", tfkit.Explain("", err))
	}
}

// deleteFile deletes a file. If the response does not confirm the deletion, it
// polls the file center until the file is gone.
func (r *fileResource) deleteFile(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	files := r.Data.Engine.Files()
	confirmed, err := r.Data.Client.DeleteFile(ctx, id)
	files.Forget()
	if err != nil || confirmed {
		return err
	}
	gone, err := r.Data.Engine.Poll(ctx, engine.PollOptions{Timeout: r.Data.Engine.Grace()}, func(ctx context.Context) (bool, error) {
		all, err := files.Refresh(ctx)
		_, found := fileByID(all, id)
		return !found, err
	})
	if err == nil && !gone {
		err = &armcloud.Error{
			Class: armcloud.ClassRejected, Operation: armcloud.DeleteFiles,
			Message: "the API accepted the deletion but still lists file " + id,
		}
	}
	return err
}
