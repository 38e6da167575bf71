// Package armcloud is a client for the ARMCloud OpenAPI.
//
// An [Operation] describes one endpoint: its path, the field and the maximum
// number of its targets, whether it is safe to repeat, and how to wait for its
// end. A [Client] sends operations: its methods return typed rows, [Client.Submit]
// sends an operation for several instances, and [Client.Call] sends any request.
// A [Listing] reads paged lists. Every error is an [Error], whose [Class] says
// what the caller can do.
//
// Each endpoint has its operation, its method and its row type in one file, named
// after the thing it is about. The files client_*.go hold what all endpoints
// share.
//
// # Trace of a request
//
// A caller sets the time zone of two instances:
//
//		client.Submit(ctx, SetTimeZone, []string{"AC1", "AC2"}, params)
//
//	 1. composeRequest (submit_request.go) puts the targets into the field padCodes,
//	    in front of params.
//	 2. Client.prepare refuses the request if the client is read only. Otherwise
//	    newMessage encodes it to the bytes that are signed and sent, and the
//	    secretStore collects the secrets to redact.
//	 3. Client.send passes the message through the steps of assembleChain
//	    (client_chain.go): withRetry, withSigning, withRateLimit, withLogging and
//	    exchange.
//	 4. exchange signs the message and sends it. A sendTracker records whether any
//	    byte may have been sent. If there is no usable response, transportFailure
//	    explains why.
//	 5. classifyResponse turns the HTTP status and the code of the envelope into a
//	    [Response] or a failure, which is an [Error] with a retryRule. The failure
//	    becomes ambiguous if the request may have been carried out and is not safe
//	    to repeat.
//	 6. On the way back, withLogging logs the attempt, the adaptiveLimiter observes
//	    whether there were too many requests, and withSigning remembers the accepted
//	    signature form. withRetry starts over if the retryRule allows it.
//	 7. submissionDecoder.decode (submit_response.go) returns a [Submission] for each item
//	    of the response, with the task to wait for or the refusal of that instance.
//
// The API is described in the document "ARMCloud OpenAPI" of 2024-12-30. Comments
// name its sections. The package does not depend on Terraform.
package armcloud
