# Give values in infra/dev.tfvars and infra/production.tfvars: `make infra STAGE=dev` reads the stage's.

variable "region" {
  description = "Where everything is. The same as aws_region in zappa_settings.json."
  type        = string
  default     = "us-east-1"
}

variable "public_url" {
  description = "The address that people use, such as https://cars.example.com; \"\" for API Gateway's own."
  type        = string
  default     = ""
}

variable "cors_origins" {
  description = "Whose scripts may read the API and the pictures; [\"*\"] for everybody's."
  type        = list(string)
  default     = ["*"]

  validation {
    condition     = length(var.cors_origins) > 0
    error_message = "Name at least one origin, or \"*\" for everybody's."
  }
}

variable "renders" {
  description = "Whether renders are made: then OpenAI's key is looked for in Parameter Store."
  type        = bool
  default     = true
}

variable "image_daily_budget_usd" {
  description = "What renders may cost in a UTC day, in USD. The app never spends more."
  type        = number
  default     = 5
}

variable "settings" {
  description = "Further settings of the app, by name: IMAGE_MODEL, USER_ACCESS, STAFF_TOKEN_HASH ... No secrets."
  type        = map(string)
  default     = {}

  validation {
    condition = length(setsubtract(keys(var.settings), [
      "CONTACT", "IMAGE_CLIENT_DAILY", "IMAGE_MODEL", "IMAGE_QUALITY", "IMAGE_RATE_IMAGE", "IMAGE_RATE_OUTPUT",
      "IMAGE_RATE_TEXT", "IMAGE_REFERENCE", "IMAGE_SIZE", "OPENAI_BASE_URL", "PICTURES_URL", "STAFF_TOKEN_HASH",
      "STATIC_BASE", "USER_ACCESS",
    ])) == 0
    error_message = "A name here is none that may be set: see this variable's validation. The rest are made in outputs.tf."
  }
}

variable "alarm_email" {
  description = "Who is told when something is wrong; \"\" for nobody."
  type        = string
  default     = ""
}

variable "monthly_budget_usd" {
  description = "For the whole AWS account: told at 80 % of it, and when it is forecast to be passed. It stops nothing."
  type        = number
  default     = 50
}

variable "log_days" {
  description = "How long the function's log is kept."
  type        = number
  default     = 30
}

variable "protected" {
  description = "Whether tables and pictures are safe from terraform destroy."
  type        = bool
  default     = true
}
