package armcloud

// Upload is an upload that the service has accepted.
type Upload struct {
	// TaskID is the task to wait for, with WaitFile or WaitImage.
	TaskID int64
	// AppID and FileID are the id of the uploaded app or file, zero if the service
	// doesn't return it.
	AppID  int64
	FileID string
}

// uploadItem is one item of the response of UploadApps or UploadFile.
type uploadItem struct {
	TaskID       flexInt    `json:"taskId"`
	AppID        flexInt    `json:"appId"`
	FileUniqueID flexString `json:"fileUniqueId"`
	itemRefusal
}

// decodeUpload returns the first item of the response.
func (c *Client) decodeUpload(op *Operation, response *Response) (Upload, error) {
	items, err := decodeList[uploadItem](response.Data)
	if err != nil {
		return Upload{}, undecodable(op, response, err)
	}
	for _, item := range items {
		upload := Upload{TaskID: item.TaskID.value, AppID: item.AppID.value, FileID: string(item.FileUniqueID)}
		message := redact(item.message(), c.secrets.all())
		switch {
		case upload.TaskID != 0:
			return upload, nil
		case message != "", item.refused():
			return Upload{}, refusal(op, item.code(), message, response.TraceID)
		case upload != Upload{}:
			// An upload without a task is done.
			return upload, nil
		}
	}
	return Upload{}, noTask(op, response.TraceID)
}
