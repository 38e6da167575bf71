package armcloud

import (
	"context"
	"errors"
	"fmt"
)

// sign sends a message once, or once in each way of signing while the service
// refuses the signature.
func (c *Client) sign(ctx context.Context, msg *message) (*Response, *failure) {
	leave, err := c.signing.enter(ctx)
	if err != nil {
		var refused *Error
		if errors.As(err, &refused) {
			shared := *refused
			shared.Operation = msg.op
			return nil, &failure{&shared, never}
		}
		return nil, c.ended(ctx, msg, "before the request was sent")
	}
	response, fail := c.tryForms(ctx, msg)
	if fail != nil {
		leave(fail.Error)
	} else {
		leave(nil)
	}
	return response, fail
}

func (c *Client) tryForms(ctx context.Context, msg *message) (*Response, *failure) {
	var fail *failure
	forms := c.signing.forms(msg)
	for i, f := range forms {
		var response *Response
		response, fail = c.exchange(ctx, msg, f)
		if fail == nil {
			c.signing.accepted(f)
			return response, nil
		}
		curable := fail.Class == ClassAuth && signatureCodes[fail.Code]
		if i > 0 && fail.Class == ClassAuth && (!curable || i == len(forms)-1) {
			fail.Message += fmt.Sprintf("; refused in every way of signing, %s first", forms[0].version)
		}
		if !curable {
			if answeredByAPI(fail) {
				c.signing.accepted(f)
			}
			return nil, fail
		}
	}
	return nil, fail
}

// answeredByAPI tells whether a refusal came from behind the signature check.
func answeredByAPI(fail *failure) bool {
	switch fail.Class {
	case ClassRejected, ClassNotFound, ClassBusy:
		return fail.Code != "" && fail.Code != "404" && fail.HTTPStatus < 300
	}
	return false
}

// queryForm says in which form the query of a GET enters the signature; the
// documents contradict themselves about it.
type queryForm int

const (
	queryAsJSON    queryForm = iota // {"publicIP":"…"}
	queryAsSent                     // publicIP=…
	queryWithSign                   // ?publicIP=…
	queryNotSigned                  // there is none
)

// form is one way to sign a request.
type form struct {
	version SignatureVersion
	query   queryForm
}

// queryForms are the ways to sign a query, in the order in which they are tried.
var queryForms = map[SignatureVersion][]queryForm{
	SignatureV1: {queryAsJSON, queryAsSent},
	SignatureV2: {queryAsSent, queryWithSign},
}
