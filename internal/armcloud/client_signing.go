package armcloud

import (
	"context"
	"errors"
	"fmt"
)

// withSigning sends a message in the signature form that the service accepts.
func (c *Client) withSigning(next attemptFunc) signFunc {
	return func(ctx context.Context, msg *message) (*Response, *failure) {
		return c.sendSigned(ctx, msg, next)
	}
}

// sendSigned sends a message once, and once more in each further signature form
// while the service refuses the signature.
func (c *Client) sendSigned(ctx context.Context, msg *message, send attemptFunc) (*Response, *failure) {
	finish, err := c.signer.startProbe(ctx)
	if err != nil {
		var refused *Error
		if errors.As(err, &refused) {
			shared := *refused
			shared.Operation = msg.op
			return nil, &failure{&shared, retryNever}
		}
		return nil, c.unsentFailure(ctx, msg)
	}
	response, fail := c.tryForms(ctx, msg, send)
	if fail != nil {
		finish(fail.Error)
	} else {
		finish(nil)
	}
	return response, fail
}

func (c *Client) tryForms(ctx context.Context, msg *message, send attemptFunc) (*Response, *failure) {
	var fail *failure
	forms := c.signer.forms(msg)
	for i, f := range forms {
		var response *Response
		response, fail = send(ctx, &attempt{msg: msg, form: f})
		if fail == nil {
			c.signer.succeeded(f)
			return response, nil
		}
		otherFormMayWork := fail.Class == ClassAuth && signatureCodes[fail.Code]
		if i > 0 && fail.Class == ClassAuth && (!otherFormMayWork || i == len(forms)-1) {
			fail.Message += fmt.Sprintf("; every signature form was refused, %s first", forms[0].version)
		}
		if otherFormMayWork {
			continue
		}
		if signatureAccepted(fail) {
			c.signer.rejected(f)
			if first := forms[0]; f.version != first.version && c.signer.isProven(first.version) && msg.op.Repeatable {
				// A single refusal of the version that works.
				return c.sendAgain(ctx, msg, first, send, fail)
			}
		}
		return nil, fail
	}
	return nil, fail
}

// sendAgain sends a message in a form that worked before. If the signature is
// refused again, it returns the failure of the other form.
func (c *Client) sendAgain(ctx context.Context, msg *message, f form, send attemptFunc, other *failure) (*Response, *failure) {
	response, fail := send(ctx, &attempt{msg: msg, form: f})
	if fail == nil {
		c.signer.succeeded(f)
		return response, nil
	}
	if fail.Class == ClassAuth {
		return nil, other
	}
	return nil, fail
}

// signatureAccepted reports whether the service checked the signature and
// refused the request for another reason.
func signatureAccepted(fail *failure) bool {
	switch fail.Class {
	case ClassRejected, ClassNotFound, ClassBusy:
		return fail.Code != "" && fail.Code != "404" && fail.HTTPStatus < 300
	}
	return false
}
