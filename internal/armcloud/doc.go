// Package armcloud is a client for the ARMCloud OpenAPI: it signs, sends,
// retries and decodes, and knows of every operation how many phones one
// request may name, whether it may be repeated, and how its end is awaited.
//
// It knows nothing of Terraform. The API is described in the document
// "ARMCloud OpenAPI" of 2024-12-30; comments name its sections.
package armcloud
